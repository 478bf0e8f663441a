import { expectTypeOf, test } from "vitest";
import {
  type Binding,
  type ContractRouterOptions,
  createOperationDefiner,
  type ErrorResponse,
  type OperationRequest,
} from "../src/index.ts";

type NoParameters = { query?: never; header?: never; path?: never; cookie?: never };
type Problem = {
  content: { "application/problem+json": { code: string } };
  headers: Record<string, unknown>;
};

interface ClockBinding extends Binding {
  operations: {
    readClock: {
      parameters: {
        query?: never;
        header: { "X-Zone": string; "x-mood"?: "calm" };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: {
            "X-Total-Count": number;
            "cache-control"?: "no-store";
            "Content-Type"?: string;
            [name: string]: unknown;
          };
          content: { "application/json": { hour: number } };
        };
        404: Problem;
        "5XX": Problem;
      };
    };
    stopClock: {
      parameters: NoParameters;
      requestBody?: never;
      responses: { 204: { headers: Record<string, unknown>; content?: never }; default: Problem };
    };
  };
  operationSecurity: object;
  securitySchemes: object;
  credentials: object;
  context: undefined;
  providedHeaders: "X-Request-Id";
}

const operation = createOperationDefiner<ClockBinding>();
const body = { hour: 1 };

test("a response header may be written in any case", () => {
  operation("readClock", async () => ({ status: 200, headers: { "X-Total-Count": 1 }, body }));
  operation("readClock", async () => ({ status: 200, headers: { "x-total-count": 1 }, body }));
  operation("readClock", async () => ({ status: 200, headers: { "X-TOTAL-COUNT": 1 }, body }));
  operation("readClock", async () => ({
    status: 200,
    headers: { "x-total-count": 1, "Cache-Control": "no-store" },
    body,
  }));
});

test("in any case a header keeps its type, is required, and is documented", () => {
  // @ts-expect-error it is a number
  operation("readClock", async () => ({ status: 200, headers: { "X-TOTAL-COUNT": "1" }, body }));
  // @ts-expect-error it is required
  operation("readClock", async () => ({ status: 200, headers: { "cache-control": "no-store" }, body }));
  // @ts-expect-error it is not documented
  operation("readClock", async () => ({ status: 200, headers: { "x-total-count": 1, "X-Other": 1 }, body }));
  // @ts-expect-error the router provides it
  operation("stopClock", async () => ({ status: 204, headers: { "x-request-id": "1" } }));
  // @ts-expect-error the media type of the body says it
  operation("readClock", async () => ({
    status: 200,
    headers: { "x-total-count": 1, "content-type": "a/b" },
    body,
  }));
});

test("a status that is not documented does not compile", () => {
  // @ts-expect-error 404, 200 and 5XX are documented
  operation("readClock", async () => ({ status: 418 }));
  // @ts-expect-error 299 is not registered, so that default does not stand for it
  operation("stopClock", async () => ({ status: 299 }));
  operation("readClock", async () => ({
    status: 503,
    contentType: "application/problem+json",
    body: { code: "X" },
  }));
});

test("a request header is read as documented, in lower case or with capitals", () => {
  type Headers = OperationRequest<ClockBinding, "readClock">["parameters"]["header"];
  expectTypeOf<Headers["X-Zone"]>().toEqualTypeOf<string>();
  expectTypeOf<Headers["x-zone"]>().toEqualTypeOf<string>();
  expectTypeOf<Headers["X-Mood"]>().toEqualTypeOf<"calm" | undefined>();
  // @ts-expect-error the operation takes no such header
  expectTypeOf<Headers["x-other"]>().toBeNever();
});

test("errorResponse knows the media types of the errors of the document", () => {
  type Make = ContractRouterOptions<ClockBinding>["errorResponse"];
  expectTypeOf<Make>().returns.toEqualTypeOf<ErrorResponse<ClockBinding>>();
  expectTypeOf<{
    status: number;
    contentType: "application/problem+json";
    body: { code: string };
  }>().toExtend<ErrorResponse<ClockBinding>>();
  expectTypeOf<{ status: 404 }>().toExtend<ErrorResponse<ClockBinding>>();
  const make: Make[] = [
    // @ts-expect-error no error is plain JSON
    () => ({ status: 404, contentType: "application/json", body: {} }),
    // @ts-expect-error left out, the media type would be application/json
    () => ({ status: 404, body: {} }),
  ];
  expectTypeOf(make).toBeArray();
});
