import { Refused } from "./Refused.ts";
import { refusalOf } from "./refusalOf.ts";
import { askHandler, type SecurityCheck } from "./SecurityCheck.ts";
import type { Credentials, GateRequest, SecurityGate } from "./SecurityGate.ts";

/** One walk through the alternatives; made only when the first handler does not settle it. */
interface Walk {
  index: number;
  refusals: Refused[];
  presented: boolean;
}

/**
 * Makes a gate of alternatives that hold one scheme each, the usual kind. As long as handlers answer
 * without a promise, the gate does too.
 */
export function createEitherGate(
  checks: readonly SecurityCheck[],
  challenges: readonly string[],
  fallback: Credentials | undefined,
): SecurityGate {
  const step = (request: GateRequest, walk: Walk): Credentials | Promise<Credentials> => {
    while (walk.index < checks.length) {
      const check = checks[walk.index++];
      const credential = check?.read(request);
      if (check === undefined || credential === undefined) continue;
      walk.presented = true;
      const verdict = askHandler(check, request, credential);
      if (verdict instanceof Promise) {
        return verdict.then((settled: unknown) => {
          if (!(settled instanceof Refused)) return { [check.schemeName]: settled };
          walk.refusals.push(settled);
          return step(request, walk);
        });
      }
      if (!(verdict instanceof Refused)) return { [check.schemeName]: verdict };
      walk.refusals.push(verdict);
    }
    if (fallback !== undefined) return fallback;
    throw refusalOf({ ...walk, challenges });
  };
  return (request) => step(request, { index: 0, refusals: [], presented: false });
}
