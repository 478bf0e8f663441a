/** One file of a `multipart/form-data` body. */
export interface UploadedFile {
  /** The name of the form field. */
  readonly fieldName: string;
  /** The name the client gave the file; never trust it as a path. */
  readonly originalName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}
