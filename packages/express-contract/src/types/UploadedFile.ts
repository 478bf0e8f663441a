import type { Readable } from "node:stream";

/** One file of a `multipart/form-data` body; it can be read until the response has been sent. */
export interface UploadedFile {
  /** The name of the form field. */
  readonly fieldName: string;
  /** The name the client gave the file, without folders; empty where it gave none. Never trust it as a path. */
  readonly originalName: string;
  /** `application/octet-stream` where the client gave none. Never trust it either. */
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** The whole file in memory. */
  bytes(): Promise<Uint8Array>;
  /** The file, read from its beginning. */
  stream(): Readable;
  /**
   * Copies the file to a path, where it stays.
   *
   * @throws the error of the file system: `EEXIST` where there is a file already
   */
  saveTo(path: string): Promise<void>;
}
