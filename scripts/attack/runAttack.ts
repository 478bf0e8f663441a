import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Attack, AttackContext, AttackSize, CaseResult } from "./Attack.ts";
import { startTarget, type Target } from "./startTarget.ts";

/** An attack and how its cases came out. */
export interface AttackResult {
  readonly name: string;
  readonly ids: readonly string[];
  readonly does: string;
  readonly held: boolean;
  readonly seconds: number;
  readonly cases: readonly CaseResult[];
}

/** An attack that takes longer has hung the server or itself; either is a finding. */
const LONGEST_SECONDS: Readonly<Record<AttackSize, number>> = { quick: 60, full: 900 };

const SOAK_SECONDS: Readonly<Record<AttackSize, number>> = { quick: 5, full: 240 };

/** Options of `runAttack`. */
export interface RunAttackOptions {
  /** How long an attack lasts that is as strong as it is long. @default 240, 5 in the quick size */
  readonly soakSeconds?: number | undefined;
  /** Is called for each case that ends while others still run. */
  readonly onCase?: ((result: CaseResult) => void) | undefined;
  /** What is attacked in place of the source, see `bundleServer`. */
  readonly program?: string | undefined;
}

/** Runs an attack against servers of its own, and ends those. */
export async function runAttack(
  attack: Attack,
  size: AttackSize,
  { soakSeconds = SOAK_SECONDS[size], onCase, program }: RunAttackOptions = {},
): Promise<AttackResult> {
  const targets: Target[] = [];
  const ended: CaseResult[] = [];
  const startedAt = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-attack-"));
  const context: AttackContext = {
    size,
    amount: (sizes) => sizes[size],
    soakSeconds,
    ended(result) {
      ended.push(result);
      onCase?.(result);
    },
    createDataDirectory: () => mkdtempSync(join(folder, "data-")),
    async start(options = {}) {
      const target = await startTarget({ dataDirectory: context.createDataDirectory(), program, ...options });
      targets.push(target);
      return target;
    },
  };
  const cases = await runCases(attack, context, ended);
  await Promise.all(targets.map((target) => target.stop("SIGKILL")));
  rmSync(folder, { recursive: true, force: true });
  const { name, ids, does } = attack;
  const held = cases.length > 0 && cases.every((one) => one.held);
  return { name, ids, does, held, seconds: (performance.now() - startedAt) / 1000, cases };
}

async function runCases(
  attack: Attack,
  context: AttackContext,
  ended: readonly CaseResult[],
): Promise<readonly CaseResult[]> {
  const longestSeconds = LONGEST_SECONDS[context.size] + context.soakSeconds;
  const stopWaiting = new AbortController();
  const tooLong = pause(longestSeconds * 1000, undefined, { signal: stopWaiting.signal }).then(() => {
    throw new Error(`The attack took longer than ${longestSeconds} s.`);
  });
  tooLong.catch(() => undefined);
  try {
    return await Promise.race([attack.run(context), tooLong]);
  } catch (error) {
    const saw = error instanceof Error ? error.message : String(error);
    return [...ended, { name: "the attack runs to its end", held: false, saw }];
  } finally {
    stopWaiting.abort();
  }
}
