import { Refused } from "./Refused.ts";
import { refusalOf } from "./refusalOf.ts";
import { askHandler, type SecurityCheck } from "./SecurityCheck.ts";
import type { Credentials, GateRequest, SecurityGate } from "./SecurityGate.ts";

/** One walk through the alternatives of one request. */
interface Trial {
  /** Same scheme with same scopes has one verdict, in whichever alternative it stands. */
  readonly verdicts: Map<string, unknown>;
  readonly refusals: Refused[];
  presented: boolean;
}

async function verdictOf(check: SecurityCheck, request: GateRequest, trial: Trial): Promise<unknown> {
  const key = `${check.schemeName} ${check.scopes.join(" ")}`;
  if (trial.verdicts.has(key)) return trial.verdicts.get(key);
  const verdict = await askHandler(check, request, check.read(request) ?? "");
  trial.verdicts.set(key, verdict);
  if (verdict instanceof Refused) trial.refusals.push(verdict);
  return verdict;
}

/** The credentials when all schemes of the alternative accept, else `undefined`. */
async function tryAlternative(
  checks: readonly SecurityCheck[],
  request: GateRequest,
  trial: Trial,
): Promise<Credentials | undefined> {
  const presented = checks.map(({ read }) => read(request));
  if (presented.some((credential) => credential !== undefined)) trial.presented = true;
  // An alternative that lacks one credential cannot be met, so none of its handlers is asked.
  if (presented.includes(undefined)) return undefined;
  const credentials: Record<string, unknown> = {};
  for (const check of checks) {
    const verdict = await verdictOf(check, request, trial);
    if (verdict instanceof Refused) return undefined;
    credentials[check.schemeName] = verdict;
  }
  return credentials;
}

/** Makes a gate of alternatives of which at least one asks for several schemes together (AND). */
export function createAllOfGate(
  alternatives: readonly (readonly SecurityCheck[])[],
  challenges: readonly string[],
  fallback: Credentials | undefined,
): SecurityGate {
  return async (request) => {
    const trial: Trial = { verdicts: new Map(), refusals: [], presented: false };
    for (const checks of alternatives) {
      const credentials = await tryAlternative(checks, request, trial);
      if (credentials !== undefined) return credentials;
    }
    if (fallback !== undefined) return fallback;
    throw refusalOf({ ...trial, challenges });
  };
}
