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
