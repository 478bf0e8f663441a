import type { Clock, Sessions } from "@gatehouse/sessions";
import type { Appliance } from "./Appliance.ts";

/** What an operation knows besides its request. */
export interface RequestContext {
  /** A UUID made for this request; the header `x-transaction-id`. */
  readonly transactionId: string;
  /** Address of the caller, from the socket. */
  readonly clientAddress: string;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly appliance: Appliance;
}
