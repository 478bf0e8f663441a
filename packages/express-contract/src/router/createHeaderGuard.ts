import type { IncomingMessage } from "node:http";
import type { Contract } from "@gatehouse/contract";
import { RepeatedHeaderError } from "../errors.ts";

/** Host: RFC 9112, 3.2; the others decide over identity or over the reading of the body. */
const ALWAYS_SINGLE = ["host", "authorization", "content-type", "content-length"];

function hasRepeatedName({ rawHeaders, headers }: IncomingMessage): boolean {
  let names = 0;
  for (const _name in headers) names += 1;
  return rawHeaders.length > 2 * names;
}

function findRepeated(rawHeaders: readonly string[], single: ReadonlySet<string>): string | undefined {
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? "").toLowerCase();
    if (single.has(name) && seen.has(name)) return name;
    seen.add(name);
  }
  return undefined;
}

/**
 * Makes the check for headers that must come once. Node keeps the first `Authorization` and `Host` and
 * joins others with a comma, so that a proxy in front may have seen another value.
 *
 * @returns a function that throws RepeatedHeaderError
 */
export function createHeaderGuard(contract: Contract): (req: IncomingMessage) => void {
  const keys = [...contract.securitySchemes.values()].flatMap((scheme) =>
    scheme.in === "header" && scheme.parameterName !== undefined ? [scheme.parameterName.toLowerCase()] : [],
  );
  const single = new Set([...ALWAYS_SINGLE, ...keys]);
  return (req) => {
    // Hardly any request repeats a name, and counting them costs less than comparing them.
    if (!hasRepeatedName(req)) return;
    const repeated = findRepeated(req.rawHeaders, single);
    if (repeated !== undefined) throw new RepeatedHeaderError(repeated);
  };
}
