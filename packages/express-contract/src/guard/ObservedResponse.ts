import type { Operation } from "@gatehouse/contract";

/** A response as it left, or is about to leave, the server. */
export interface ObservedResponse {
  readonly operation: Operation;
  /** The method of the request, which for HEAD is not the operation's. */
  readonly requestMethod: string;
  readonly status: number;
  /** Pairs of name and value; a name may come more than once. */
  readonly headers: readonly (readonly [string, string])[];
  /** `undefined` when more was sent than the guard keeps, so that the body is unknown. */
  readonly body: Buffer | undefined;
}
