/** A request as it goes over the wire. */
export interface CheckRequest {
  /** Upper case. */
  readonly method: string;
  /** Path and query, percent-encoded, base path included. */
  readonly target: string;
  /** In the order of sending; a name can occur more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | undefined;
}
