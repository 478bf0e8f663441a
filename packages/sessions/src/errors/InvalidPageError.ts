/** The page asked for cannot be listed. */
export class InvalidPageError extends Error {
  readonly code = "INVALID_PAGE";
  readonly field: "limit" | "cursor";

  constructor(field: "limit" | "cursor", fault: string) {
    super(`The ${field} ${fault}`);
    this.name = "InvalidPageError";
    this.field = field;
  }
}
