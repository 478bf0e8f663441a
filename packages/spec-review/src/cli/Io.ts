/** The surroundings of a command. */
export interface Io {
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Today, as `2026-12-31`. */
  readonly today: () => string;
  /** Whether the terminal shows colours, and how wide it is. */
  readonly color: boolean;
  readonly columns: number;
  /** The environment variables of the commands that generate types and compile. @default none */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Replaces the progress line by another one; undefined without a terminal. */
  readonly progress?: (text: string) => void;
  /** Returns a signal that aborts long commands. From then on SIGINT and SIGTERM abort it and do not end the process. */
  readonly interrupted?: () => AbortSignal;
  /** How to run this program here, for the commands in reports. @default `spec-review` */
  readonly program?: string;
}

/** The exit codes. */
export const EXIT_CODES = { pass: 0, undecided: 1, cannotCompare: 2, interrupted: 130 } as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** The command line or the configuration is wrong; the message says how to correct it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "SPEC_REVIEW_USAGE";
}

/** Whether to write colours: on a terminal that has them, unless `NO_COLOR` (no-color.org) or `FORCE_COLOR` is set. */
export function colorWanted(isTerminal: boolean, { NO_COLOR, FORCE_COLOR, TERM }: Environment): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0";
  return isTerminal && TERM !== "dumb";
}
