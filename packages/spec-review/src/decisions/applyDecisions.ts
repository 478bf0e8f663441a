import { isDay } from "@gatehouse/contract";
import { type Finding, partsOf } from "../findings/Finding.ts";
import type { DecisionProblem, DecisionsFile, LocatedDecision } from "./readDecisions.ts";

/** The findings with their decisions, and the problems of the decisions. */
interface AppliedDecisions {
  readonly findings: readonly Finding[];
  readonly problems: readonly DecisionProblem[];
}

/** What decides whether a decision counts. */
interface DecisionContext {
  /** Today, as `2026-12-31`. */
  readonly today: string;
  /** The fingerprints of decisions that the base has: their changes are merged, so the entries may be unused. */
  readonly settled: ReadonlySet<string>;
}

/** Adds decisions to their findings, and reports decisions that are unused, expired or invalid. */
export function applyDecisions(
  findings: readonly Finding[],
  { file, decisions, problems }: DecisionsFile,
  { today, settled }: DecisionContext,
): AppliedDecisions {
  const live = new Map<string, LocatedDecision>();
  const found: DecisionProblem[] = [...problems];
  const known = new Set(findings.flatMap(fingerprintsOf));
  for (const decision of decisions) {
    const { fingerprint, line } = decision;
    const problem = problemOf(decision, {
      today,
      isUsed: known.has(fingerprint),
      isSettled: settled.has(fingerprint),
    });
    if (problem) found.push({ ...problem, fingerprint, file: decision.file ?? file, line });
    else live.set(fingerprint, decision);
  }
  return { findings: findings.map((finding) => ({ ...finding, ...noteOf(live, finding) })), problems: found };
}

interface Circumstances {
  readonly today: string;
  readonly isUsed: boolean;
  readonly isSettled: boolean;
}

function problemOf(
  { fingerprint, expires }: LocatedDecision,
  { today, isUsed, isSettled }: Circumstances,
): Pick<DecisionProblem, "kind" | "message"> | undefined {
  if (!isDay(expires)) {
    return {
      kind: "invalid",
      message: `The decision ${fingerprint} expires on "${expires}", which is not a date; write it as 2027-12-31.`,
    };
  }
  if (expires < today) {
    return {
      kind: "expired",
      message: `The decision ${fingerprint} expired on ${expires}; renew it, or remove it and the change.`,
    };
  }
  if (isUsed || isSettled) return undefined;
  return {
    kind: "unused",
    message: `The decision ${fingerprint} is unused: it allows no change; remove it.`,
  };
}

/** A decision counts under the fingerprint of its change, and under those of earlier versions. */
export function fingerprintsOf({ fingerprint, formerFingerprints }: Finding): string[] {
  return [fingerprint, ...formerFingerprints];
}

/** A joined finding is decided by its own fingerprint, or if each of its gravest parts is decided. */
function noteOf(live: ReadonlyMap<string, LocatedDecision>, finding: Finding): Partial<Finding> {
  const grave = partsOf(finding).filter(({ severity }) => severity === finding.severity);
  const own = live.get(finding.fingerprint);
  const decisions = own
    ? [own]
    : grave.map((part) =>
        fingerprintsOf(part)
          .map((name) => live.get(name))
          .find(Boolean),
      );
  const [decision] = decisions;
  if (!decision || decisions.includes(undefined)) return {};
  const { reason, owner, expires, replacement } = decision;
  return { decision: { reason, owner, expires, replacement } };
}
