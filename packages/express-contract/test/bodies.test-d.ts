import { Readable } from "node:stream";
import { expectTypeOf, test } from "vitest";
import {
  type Binding,
  type BodyStream,
  createOperationDefiner,
  type OperationRequest,
  openDownload,
  serverSentEvents,
  type UploadedFile,
} from "../src/index.ts";

type NoParameters = { query?: never; header?: never; path?: never; cookie?: never };
type AnyHeaders = Record<string, unknown>;
type DownloadHeaders = {
  "accept-ranges"?: string;
  "content-disposition"?: string;
  "content-range"?: string;
  etag?: string;
  "last-modified"?: string;
};

interface FileBinding extends Binding {
  operations: {
    upload: {
      parameters: NoParameters;
      requestBody: {
        content: {
          "multipart/form-data": { n: number; photo: string };
          "application/xml": { a: string };
          "application/yaml; charset=utf-8": string;
          "image/svg+xml": string;
          "text/plain": number;
          "image/png": string;
        };
      };
      responses: { 204: { headers: AnyHeaders; content?: never } };
    };
    download: {
      parameters: NoParameters;
      requestBody?: never;
      responses: {
        200: { headers: DownloadHeaders & AnyHeaders; content: { "application/pdf": string } };
        206: { headers: DownloadHeaders & AnyHeaders; content: { "application/pdf": string } };
        416: { headers: DownloadHeaders & AnyHeaders; content?: never };
      };
    };
    watch: {
      parameters: NoParameters;
      requestBody?: never;
      responses: { 200: { headers: AnyHeaders; content: { "text/event-stream": string } } };
    };
    read: {
      parameters: NoParameters;
      requestBody?: never;
      responses: { 200: { headers: AnyHeaders; content: { "application/json": { ok: boolean } } } };
    };
  };
  operationSecurity: object;
  securitySchemes: object;
  credentials: object;
  context: undefined;
  providedHeaders: never;
}

const operation = createOperationDefiner<FileBinding>();
type Upload = OperationRequest<FileBinding, "upload">;
type BodyOf<Media> = Extract<Upload, { contentType: Media }>["body"];

test("bodies have the types of their media types", () => {
  expectTypeOf<BodyOf<"multipart/form-data">>().toEqualTypeOf<{ n: number; photo: string }>();
  expectTypeOf<BodyOf<"application/xml">>().toEqualTypeOf<string>();
  expectTypeOf<BodyOf<"application/yaml; charset=utf-8">>().toEqualTypeOf<string>();
  expectTypeOf<BodyOf<"image/svg+xml">>().toEqualTypeOf<string>();
  expectTypeOf<BodyOf<"text/plain">>().toEqualTypeOf<number>();
  expectTypeOf<BodyOf<"image/png">>().toEqualTypeOf<Uint8Array>();
  type Form = Extract<Upload, { contentType: "multipart/form-data" }>;
  expectTypeOf<Form["files"]>().toEqualTypeOf<readonly UploadedFile[]>();
});

test("every handler gets Accept, ranges and the abort signal of the client", () => {
  expectTypeOf<Upload["signal"]>().toEqualTypeOf<AbortSignal>();
  expectTypeOf<NonNullable<Upload["rangeRequest"]>["range"]>().toEqualTypeOf<string>();
  expectTypeOf<Upload["accept"]["preferred"]>().returns.toEqualTypeOf<string | undefined>();
});

test("downloads and events are responses where the document describes them", () => {
  operation("download", async ({ rangeRequest }) => openDownload({ path: "a.pdf", rangeRequest }));
  operation("watch", async () => ({ status: 200, body: serverSentEvents(events()) }));
  operation("watch", async () => ({ status: 200, body: Readable.from(["data: 1\n\n"]) }));
  // @ts-expect-error the document has no download there
  operation("watch", async () => openDownload({ path: "a.pdf" }));
  // @ts-expect-error JSON is a value and no stream
  operation("read", async () => ({ status: 200, body: Readable.from(["{}"]) }));
});

declare function events(): AsyncIterable<{ data: string }>;
declare const stream: BodyStream;
expectTypeOf(stream.contentLength).toEqualTypeOf<number | undefined>();
