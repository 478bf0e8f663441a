import type { Aspect } from "../CheckReport.ts";
import type { Probe } from "../probes/Probe.ts";
import { huntOnce, type RunContext } from "./huntOnce.ts";

/** Makes a seed of a seed and names, so that one question's requests do not depend on those before it (FNV-1a). */
export function seedOf(seed: number, ...names: readonly string[]): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of names.join(" ")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash | 0;
}

/** How often each aspect comes around once every question has been asked. */
const CYCLE: readonly Aspect[] = [
  "valid",
  "invalid",
  "limits",
  "valid",
  "credentials",
  "invalid",
  "valid",
  "limits",
  "invalid",
  "media types",
];
/** A question that finds no draft this often in a row is given up. */
const MAX_FAILURES = 3;

/** What the questions about an operation came to. */
export interface OperationOutcome {
  /** The questions that no request could be made for. */
  readonly unasked: readonly Probe[];
}

/** How many requests an operation gets, from which seed, and where its findings go. */
interface OperationPlan {
  readonly seed: number;
  readonly cases: number;
  onCase(sent: number): void;
}

/** Asks all questions about an operation once, and then goes round until it has had its number of requests. */
export async function checkOperation(
  context: RunContext,
  probes: readonly Probe[],
  plan: OperationPlan,
): Promise<OperationOutcome> {
  const { id } = context.frame.operation;
  const failures = new Map<Probe, number>();
  const asked = new Set<Probe>();
  let turn = 0;
  const askOnce = async (probe: Probe): Promise<void> => {
    turn += 1;
    const wasSent = await huntOnce(context, probe, seedOf(plan.seed, id, String(turn)));
    if (wasSent) asked.add(probe);
    failures.set(probe, wasSent ? 0 : (failures.get(probe) ?? 0) + 1);
    plan.onCase(context.tally.requests);
  };
  const isDue = () => context.gate.stoppedBy === undefined;

  for (const probe of probes) {
    if (isDue()) await askOnce(probe);
  }
  for (const next = rotate(probes, failures); isDue() && context.tally.requests < plan.cases; ) {
    const probe = next();
    if (probe === undefined) break;
    await askOnce(probe);
  }
  return { unasked: probes.filter((probe) => !asked.has(probe) && isDue()) };
}

/** Goes round the aspects, and within each round its questions, leaving out those that are given up. */
function rotate(probes: readonly Probe[], failures: ReadonlyMap<Probe, number>): () => Probe | undefined {
  const byAspect = Map.groupBy(probes, ({ aspect }) => aspect);
  const positions = new Map<Aspect, number>();
  let step = 0;
  return () => {
    for (let tries = 0; tries < CYCLE.length; tries += 1) {
      const aspect = CYCLE[step % CYCLE.length] ?? "valid";
      step += 1;
      const alive = (byAspect.get(aspect) ?? []).filter((probe) => (failures.get(probe) ?? 0) < MAX_FAILURES);
      const position = positions.get(aspect) ?? 0;
      positions.set(aspect, position + 1);
      const probe = alive[position % Math.max(1, alive.length)];
      if (probe !== undefined) return probe;
    }
    return undefined;
  };
}
