import type { RequestFailure } from "@gatehouse/express-contract";
import { answerRefusal, type RefusalAnswer } from "./answerRefusal.ts";
import { describeFailure } from "./describeFailure.ts";
import type { ErrorName } from "./errorCatalogue.ts";
import type { Refusal } from "./Refusal.ts";

/** What happened, in which operation, and when. */
export interface FailureFacts {
  readonly failure: RequestFailure;
  /** Absent where no operation was found. */
  readonly operationId: string | undefined;
  /** Unix milliseconds. */
  readonly time: number;
}

/** Refusals that an operation words in its own way. */
const ownWords: Partial<Record<string, Partial<Record<ErrorName, ErrorName>>>> = {
  // The caller must know that the session may still be live, also when only the store is away.
  deleteSession: { internalError: "logoutFailed", serviceUnavailable: "logoutFailed" },
  // The caller is signed in and stays so; a 401 would say otherwise.
  changePassword: { invalidCredentials: "currentPasswordWrong" },
};

/** Turns whatever stopped a request into its answer: the only place where errors become HTTP. */
export function answerFailure({ failure, operationId = "", time }: FailureFacts): RefusalAnswer {
  const described: Refusal = describeFailure(failure) ?? { name: "internalError" };
  const name = ownWords[operationId]?.[described.name];
  return answerRefusal(name === undefined ? described : { name }, time);
}
