/** An answer as it came over the wire. */
export interface CheckResponse {
  readonly status: number;
  /** By lower-case name; a list where the name came more than once. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}
