import type { Difference } from "./Difference.ts";

/** The same text for differences of the same cause: list positions and values do not count. */
export function differenceFingerprint(difference: Difference): string {
  const location = difference.responsePointer.replaceAll(/\/\d+(?=\/|$)/g, "/*");
  return [
    difference.operationId,
    difference.status,
    difference.kind,
    location,
    difference.documentPointer,
  ].join(" ");
}
