type Environment = Readonly<Record<string, string | undefined>>;

/** Whether to write colours: a terminal that has them, and nobody who forbids them (no-color.org) or wants them anyway. */
export function colorWanted(isTerminal: boolean, { NO_COLOR, FORCE_COLOR, TERM }: Environment): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0";
  return isTerminal && TERM !== "dumb";
}
