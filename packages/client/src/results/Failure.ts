import type { ErrorCode } from "@gatehouse/api-types";
import type { callCodes } from "./callCodes.ts";
import type { errorStatuses } from "./errorStatuses.ts";

/** What every refusal and every fault of the server carries. */
export interface FailureFacts {
  /** The reason, for people; its wording may change. */
  readonly message: string;
  /** Finds the request in the server's log. Missing when a proxy, or the rules of CORS, withhold the header. */
  readonly transactionId: string | undefined;
}

/** The moment is wrong, not the request: the contract sends no `errorCode` with these. */
export interface BusyFailure extends FailureFacts {
  readonly status: 429 | 503;
  readonly errorCode: undefined;
  /** Seconds to wait before the same call makes sense again; missing when the answer does not say. */
  readonly retryAfterSeconds: number | undefined;
}

/** A refusal or fault with one of the contract's codes; the code tells which statuses are possible. */
export type CodedFailure<Code extends ErrorCode = ErrorCode> = {
  [C in Code]: FailureFacts & {
    readonly status: (typeof errorStatuses)[C][number];
    readonly errorCode: C;
    readonly retryAfterSeconds?: undefined;
  };
}[Code];

/** Everything that a call can be refused with, told apart by `errorCode` and `status`. */
export type Failure<Code extends ErrorCode = ErrorCode> = CodedFailure<Code> | BusyFailure;

type FailureOf<Name extends keyof typeof callCodes> = Failure<(typeof callCodes)[Name][number]>;

/** Why nobody was signed in. */
export type SignInFailure = FailureOf<"signIn">;
/** Why the session was not shown; `INVALID_SESSION_TOKEN` means that there is none. */
export type SessionFailure = FailureOf<"session">;
/** Why the session may still be live. A session that is already gone is no failure. */
export type SignOutFailure = FailureOf<"signOut">;
