/** Where a text stops being JSON. */
export interface JsonProblem {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
}

/**
 * Finds the first character that makes a text no JSON; nothing when it is JSON.
 *
 * V8 names a location for some problems only, so it is searched: up to there the text is the beginning of some JSON.
 */
export function findJsonProblem(text: string): JsonProblem | undefined {
  const message = complaintOf(text);
  if (message === undefined) return undefined;
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (middle <= text.length && isBeginning(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  const before = text.slice(0, good).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1, message: withoutQuotes(message) };
}

function isBeginning(text: string): boolean {
  const message = complaintOf(text);
  if (message === undefined || message.startsWith("Unexpected end")) return true;
  const [, position] = / at position (\d+)/.exec(message) ?? [];
  return position !== undefined && Number(position) >= text.length;
}

function complaintOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Drops what repeats the text or the location; a character that a terminal would obey is shown as its number. */
function withoutQuotes(message: string): string {
  const [kept = message] = message.split(/, (?:\.{3})?"|(?: in JSON)? at position/, 1);
  return kept.replaceAll(
    /\p{C}/gu,
    (character) => `U+${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
