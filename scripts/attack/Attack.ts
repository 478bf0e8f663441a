import type { StartOptions, Target } from "./startTarget.ts";

/** The size of an attack: `quick` fits into the daily tests, `full` has the size of a real attack. */
export type AttackSize = "quick" | "full";

/** The context of an attack: its servers, folders and size. */
export interface AttackContext {
  readonly size: AttackSize;
  /** Makes an empty folder, mode 700, that goes away with the attack. */
  createDataDirectory(): string;
  /** Starts a server of its own on loopback, in an empty data directory unless one is given; it ends with the attack. */
  start(options?: StartOptions): Promise<Target>;
  /** Picks a number by the size. */
  amount(sizes: Readonly<Record<AttackSize, number>>): number;
  /** Takes note of a case that has ended: what is shown while the others run, and when the attack takes too long. */
  ended(result: CaseResult): void;
  /** How long an attack lasts that is as strong as it is long, in seconds. */
  readonly soakSeconds: number;
}

/** How one case of an attack came out. */
export interface CaseResult {
  /** A short name that distinguishes the case from the others. */
  readonly name: string;
  /** Whether the server withstood it. */
  readonly held: boolean;
  /** What was seen, with figures and units; of a case that did not hold, what was expected as well. */
  readonly saw: string;
}

/** One kind of attack on the running server. Its cases are data, so that another one is another line. */
export interface Attack {
  /** Kebab-case and unique; `npm run attack -- NAME` runs it alone. */
  readonly name: string;
  /** The requirements of docs/requirements.md that hold against it. */
  readonly ids: readonly string[];
  /** What the attacker does, one sentence. */
  readonly does: string;
  /** Whether the quick form runs in `npm test`; false only where even that takes more than about 10 s. */
  readonly inTests: boolean;
  /** Runs all cases. An error is a case that the server did not withstand, beside the cases of `context.ended`. */
  run(context: AttackContext): Promise<readonly CaseResult[]>;
}
