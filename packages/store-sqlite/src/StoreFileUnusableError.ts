/** Why a store file was rejected. */
export type StoreFileFault =
  | "missing"
  | "not-openable"
  | "open-to-others"
  | "not-a-store"
  | "corrupt"
  | "newer-version";

/** The store file cannot be trusted or used; nothing in it was changed. */
export class StoreFileUnusableError extends Error {
  readonly code = "STORE_FILE_UNUSABLE";
  readonly path: string;
  readonly fault: StoreFileFault;

  constructor(
    details: { readonly path: string; readonly fault: StoreFileFault; readonly advice: string },
    options: { readonly cause?: unknown } = {},
  ) {
    super(`The store ${details.path} cannot be used: ${details.advice}`, options);
    this.name = "StoreFileUnusableError";
    this.path = details.path;
    this.fault = details.fault;
  }
}
