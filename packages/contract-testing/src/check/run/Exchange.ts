import type { CheckRequest } from "../CheckRequest.ts";
import type { CheckResponse } from "../CheckResponse.ts";

/** A request and what came of it. */
export interface CheckExchange {
  /** As it was sent, with names of variables in place of credentials. */
  readonly shown: CheckRequest;
  readonly curl: string;
  /** Absent where the connection broke before there was an answer. */
  readonly response: CheckResponse | undefined;
  /** What the connection broke by. */
  readonly fault: unknown;
  /** Whether valid credentials, fetched freshly where they can be, went with the request in their place. */
  readonly withCredentials: boolean;
}
