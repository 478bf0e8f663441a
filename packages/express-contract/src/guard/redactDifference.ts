import { type Difference, describeActual } from "@gatehouse/contract";

/** Puts the kind and size of the value that came in place of the value, so that logs hold no secrets. */
export function redactDifference(difference: Difference): Difference {
  if (difference.actual === undefined) return difference;
  return { ...difference, actual: describeActual(difference, { redact: true }) };
}
