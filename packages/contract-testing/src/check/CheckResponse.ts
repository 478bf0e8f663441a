import type { ResponseFacts } from "@gatehouse/contract";

/** An answer as it came over the wire. */
export interface CheckResponse {
  readonly status: number;
  /** By name, or as pairs of name and value; a name may come more than once. */
  readonly headers: ResponseFacts["headers"];
  readonly body: Uint8Array;
}
