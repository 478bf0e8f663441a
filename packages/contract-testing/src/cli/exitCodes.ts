/** What the exit code of the command says. */
export const EXIT = {
  clean: 0,
  findings: 1,
  /** Nothing can be said: wrong use, a document that cannot be read, a server that does not answer. */
  couldNotRun: 2,
} as const;
