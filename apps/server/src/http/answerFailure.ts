import type { RequestFailure } from "@gatehouse/express-contract";
import { answerRefusal, type RefusalAnswer } from "./answerRefusal.ts";
import { describeFailure } from "./describeFailure.ts";
import type { Refusal } from "./Refusal.ts";

/** What happened, in which operation, and when. */
export interface FailureFacts {
  readonly failure: RequestFailure;
  /** Absent where no operation was found. */
  readonly operationId: string | undefined;
  /** Unix milliseconds. */
  readonly time: number;
}

/**
 * Turns whatever stopped a request into its answer: the only place where errors become HTTP.
 *
 * A sign-out that could not be carried out is a fault with a text of its own, also when only the store is away: the
 * caller must know that the session may still be live.
 */
export function answerFailure({ failure, operationId, time }: FailureFacts): RefusalAnswer {
  const described = describeFailure(failure);
  const isFault = described === undefined || described.name === "serviceUnavailable";
  if (isFault && operationId === "deleteSession") return answerRefusal({ name: "logoutFailed" }, time);
  const refusal: Refusal = described ?? { name: "internalError" };
  return answerRefusal(refusal, time);
}
