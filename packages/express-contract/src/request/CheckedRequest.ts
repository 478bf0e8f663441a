import type { UploadedFile } from "../types/UploadedFile.ts";

/** The parameters and body of a request that meets the document, defaults filled in. */
export interface CheckedRequest {
  readonly parameters: {
    readonly path: Readonly<Record<string, unknown>>;
    readonly query: Readonly<Record<string, unknown>>;
    readonly header: Readonly<Record<string, unknown>>;
    readonly cookie: Readonly<Record<string, unknown>>;
  };
  readonly contentType: string | undefined;
  readonly body: unknown;
  readonly files: readonly UploadedFile[] | undefined;
}
