import type { Logger } from "../logging/createLogger.ts";

/** Resolves while what it checks is well, with a note (a text) where there is something to say; rejects when it is not. */
export type ReadinessCheck = () => Promise<unknown>;

/** Options of `createReadiness`. */
interface ReadinessOptions {
  /** By the name they are reported under. */
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  readonly logger: Logger;
  /** A check without a result after this time has failed. @default 1000 */
  readonly longestCheckMilliseconds?: number;
}

type Outcome = Pick<ReadinessReport, "checks" | "reasons" | "notes">;

/** The phase of the server. Only `ready` accepts requests; `draining` is not ready, but alive. */
type Phase = "starting" | "ready" | "draining";

/** Whether requests may be sent to this server. */
interface ReadinessReport {
  readonly ready: boolean;
  readonly phase: Phase;
  /** By name, whether each check passed. */
  readonly checks: Readonly<Record<string, "ok" | "failed">>;
  /** By name, why a check failed, where that was said by a `NotReadyError`. The log has the details of all. */
  readonly reasons?: Readonly<Record<string, string>>;
  /** By name, what a check that passed has to say. */
  readonly notes?: Readonly<Record<string, string>>;
}

/** Knows whether requests may be sent here (OPS-02). */
export interface Readiness {
  /** The server listens. */
  ready(): void;
  /** Is called when the server begins to stop and finishes pending requests. */
  draining(): void;
  phase(): Phase;
  /** Asks every check. Probes that come while the checks run share their outcome. */
  report(): Promise<ReadinessReport>;
}

/** Decides whether requests may be sent here: all checks pass, and the server is not about to stop. */
export function createReadiness(options: ReadinessOptions): Readiness {
  let phase: Phase = "starting";
  let underWay: Promise<Outcome> | undefined;
  const known = new Map<string, "ok" | "failed">();
  const logChange = (name: string, outcome: "ok" | "failed", error?: unknown): void => {
    const before = known.get(name) ?? "ok";
    known.set(name, outcome);
    if (before === outcome) return;
    if (outcome === "failed") options.logger.error("A readiness check fails.", { check: name, error });
    else options.logger.info("A readiness check passes again.", { check: name });
  };
  const runAll = async (): Promise<Outcome> => {
    const entries = Object.entries(options.checks).map(async ([name, check]) => {
      const outcome = await run(check, options.longestCheckMilliseconds ?? 1000);
      logChange(name, outcome.result, outcome.error);
      return [name, outcome] as const;
    });
    return outcomeOf(await Promise.all(entries));
  };
  const checks = (): Promise<Outcome> => {
    underWay ??= runAll().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  return {
    ready() {
      if (phase === "starting") phase = "ready";
    },
    draining() {
      phase = "draining";
    },
    phase: () => phase,
    async report() {
      const outcome = phase === "ready" ? await checks() : { checks: {} };
      const ready = phase === "ready" && Object.values(outcome.checks).every((result) => result === "ok");
      return { ready, phase, ...outcome };
    },
  };
}

function outcomeOf(entries: readonly (readonly [name: string, outcome: CheckOutcome])[]): Outcome {
  const reasons = entries.flatMap(([name, { error }]) =>
    error instanceof NotReadyError ? [[name, error.message]] : [],
  );
  const notes = entries.flatMap(([name, { note }]) => (note === undefined ? [] : [[name, note]]));
  return {
    checks: Object.fromEntries(entries.map(([name, { result }]) => [name, result])),
    ...(notes.length === 0 ? {} : { notes: Object.fromEntries(notes) }),
    ...(reasons.length === 0 ? {} : { reasons: Object.fromEntries(reasons) }),
  };
}

interface CheckOutcome {
  readonly result: "ok" | "failed";
  readonly error?: unknown;
  readonly note?: string;
}

async function run(check: ReadinessCheck, longestMilliseconds: number): Promise<CheckOutcome> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`No response within ${longestMilliseconds} ms.`)),
      longestMilliseconds,
    );
  });
  try {
    const note = await Promise.race([check(), timeUp]);
    return { result: "ok", ...(typeof note === "string" ? { note } : {}) };
  } catch (error) {
    return { result: "failed", error };
  } finally {
    clearTimeout(timer);
  }
}

/** Why the server is not ready, in words that a monitor may see. */
export class NotReadyError extends Error {
  readonly code = "NOT_READY";

  constructor(reason: string) {
    super(reason);
    this.name = "NotReadyError";
  }
}
