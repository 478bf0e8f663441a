import { type Difference, diffResponse } from "@gatehouse/contract";
import type { ObservedResponse } from "./ObservedResponse.ts";

/** Node sends no body with these nor to HEAD, whatever a handler writes (RFC 9110, 9.3.2, 15.3.5 and 15.4.5). */
const BODILESS: ReadonlySet<number> = new Set([204, 304]);

/** Holds an observed response against the document; of a body that is unknown nothing is said. */
export function differencesOf(response: ObservedResponse): readonly Difference[] {
  const { operation, requestMethod, status, headers, body } = response;
  const sent = BODILESS.has(status) || requestMethod === "HEAD" ? undefined : body;
  const differences = diffResponse(operation, { status, headers, body: sent, requestMethod });
  if (body !== undefined) return differences;
  return differences.filter(({ responsePointer }) => !responsePointer.startsWith("/body"));
}
