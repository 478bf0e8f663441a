/** What the commands need of the world around them. */
export interface Io {
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Today, as `2026-12-31`. */
  readonly today: () => string;
  /** Whether the terminal shows colours, and how wide it is. */
  readonly color: boolean;
  readonly columns: number;
  /** For the commands that make types and compile. @default none */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Shows what takes long, in place of what it showed before; undefined where nobody watches. */
  readonly progress?: (text: string) => void;
  /** Gives what ends long commands; from then on a signal of the system does so, and no longer the process. */
  readonly interrupted?: () => AbortSignal;
  /** How the command is called here, for the commands that a report offers. @default `spec-review` */
  readonly program?: string;
}

/** Exit codes: what a CI looks at. */
export const EXIT_CODES = { pass: 0, undecided: 1, cannotCompare: 2, interrupted: 130 } as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** The command line or the configuration asks for something that cannot be done; the message says what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "SPEC_REVIEW_USAGE";
}

/** Whether to write colours: a terminal that has them, and nobody who forbids them (no-color.org) or wants them anyway. */
export function colorWanted(isTerminal: boolean, { NO_COLOR, FORCE_COLOR, TERM }: Environment): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0";
  return isTerminal && TERM !== "dumb";
}
