import type { IncomingMessage } from "node:http";
import type { Contract } from "@gatehouse/contract";
import { RepeatedHeaderError } from "../errors/RepeatedHeaderError.ts";

/** Host: RFC 9112, 3.2; the others decide over identity or over the reading of the body. */
const ALWAYS_SINGLE = ["host", "authorization", "content-type", "content-length"];

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
  const lengths = new Set([...single].map(({ length }) => length));
  return ({ rawHeaders }) => {
    let seen: string[] | undefined;
    for (let index = 0; index < rawHeaders.length; index += 2) {
      const raw = rawHeaders[index] ?? "";
      if (!lengths.has(raw.length)) continue;
      const name = raw.toLowerCase();
      if (!single.has(name)) continue;
      seen ??= [];
      if (seen.includes(name)) throw new RepeatedHeaderError(name);
      seen.push(name);
    }
  };
}
