/** What the command exits with. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The meaning of every exit code; help and guide show the same. */
export const exitCodes = {
  /** Done, or the answer is yes. */
  done: 0,
  /** The answer is no: a check failed, there is no such account or session, or a password may not be used. */
  no: 1,
  /** The command could not run: wrong usage, wrong settings, no access, nothing answers. */
  cannotRun: 2,
} as const;
