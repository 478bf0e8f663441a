import { ForbiddenError } from "../errors/ForbiddenError.ts";
import { UnauthenticatedError } from "../errors/UnauthenticatedError.ts";
import type { Refused } from "./Refused.ts";

/** What is known when no alternative of an operation is met. */
export interface FailedTrial {
  readonly refusals: readonly Refused[];
  /** Whether the request carried any credential of any alternative. */
  readonly presented: boolean;
  /** The usual challenges of all schemes. */
  readonly challenges: readonly string[];
}

/** One good credential without the right makes it 403; anything else is 401. */
export function refusalOf({
  refusals,
  presented,
  challenges,
}: FailedTrial): ForbiddenError | UnauthenticatedError {
  const forbidden = refusals.find(({ kind }) => kind === "forbidden");
  if (forbidden !== undefined) return new ForbiddenError(forbidden.reason);
  const given = refusals.flatMap(({ challenge }) => challenge ?? []);
  return new UnauthenticatedError(given.length > 0 ? [...new Set(given)] : challenges, presented);
}
