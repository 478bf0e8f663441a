import type { StartOptions, Target } from "./startTarget.ts";

/** How much of an attack is run: `quick` fits into the tests of every day, `full` is what an attacker would send. */
export type AttackSize = "quick" | "full";

/** What an attack works with. */
export interface Scene {
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
  /** What was tried, a few words that tell it apart from its neighbours. */
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
  /** Runs all cases. An error is a case that did not hold, beside those that `scene.ended` was given. */
  run(scene: Scene): Promise<readonly CaseResult[]>;
}
