/** A request as a test sent it. */
export interface ExchangedRequest {
  readonly method: string;
  /** Path and query as on the wire, base path included. */
  readonly target: string;
  /** By name, or as pairs of name and value. */
  readonly headers:
    | Readonly<Record<string, string | number | readonly string[] | undefined>>
    | Iterable<readonly [string, string]>;
  /** `undefined` where it is not known; examples are then not recognised. */
  readonly body?: string | Uint8Array | undefined;
}
