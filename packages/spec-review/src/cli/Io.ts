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
}
