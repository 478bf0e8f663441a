/** Why a text is no pattern, and what to write instead. */
export interface PatternProblem {
  /** The part that is wrong, where it is known. */
  readonly part: string | undefined;
  /** The whole pattern with that part mended, where that makes it one. */
  readonly corrected: string | undefined;
  /** The message of the engine of regular expressions. */
  readonly reason: string;
}

const ESCAPE = String.raw`\\(?:u\{[0-9A-Fa-f]+\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[pP]\{[^}]*\}|k<[^>]*>|c[A-Za-z]|[^])`;
const OUTSIDE = new RegExp(String.raw`${ESCAPE}|\[\^?|\(\?P<|[*+?}]\+|\{\d+(?:,\d*)?\}|[^]`, "guy");
const INSIDE = new RegExp(`${ESCAPE}|[^]`, "guy");
/** What may follow a backslash under the flag `u` (ECMA-262, 22.2.1, `CharacterEscape` and `CharacterClassEscape`). */
const KNOWN_ESCAPE = /^\\(?:[\^$\\.*+?()[\]{}|/dDwWsStnvfrbB0-9]|u.|x.|[pP]\{|k<|c[A-Za-z])/u;
const CLASS_ESCAPE = /^\\(?:[dDwWsS]|[pP]\{)/u;
const FOREIGN_ESCAPES: Readonly<Record<string, string>> = {
  "\\A": "^",
  "\\Z": "$",
  "\\z": "$",
  "\\h": "[ \\t]",
};

/**
 * Finds why a text is not a pattern: patterns are regular expressions of ECMA-262 and read by code points,
 * that is with the flag `u` (JSON Schema 2020-12 core, 6.4), which is stricter than the expressions without it.
 */
export function patternProblem(pattern: string): PatternProblem | undefined {
  const reason = reasonOf(pattern);
  if (reason === undefined) return undefined;
  const mending: Mending = { pattern, written: "", part: undefined };
  for (let at = 0; at < pattern.length; ) at = mendToken(mending, at);
  const isMended = mending.part !== undefined && reasonOf(mending.written) === undefined;
  return { part: mending.part, corrected: isMended ? mending.written : undefined, reason };
}

function reasonOf(pattern: string): string | undefined {
  try {
    return new RegExp(pattern, "u") instanceof RegExp ? undefined : "it is none";
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.slice(message.lastIndexOf("/u: ") < 0 ? 0 : message.lastIndexOf("/u: ") + 4);
  }
}

interface Mending {
  readonly pattern: string;
  written: string;
  part: string | undefined;
}

function tokenAt(expression: RegExp, pattern: string, at: number): string {
  expression.lastIndex = at;
  return expression.exec(pattern)?.[0] ?? pattern.slice(at);
}

/** Copies the token at an index, mended where it is wrong; returns the index of the next one. */
function mendToken(mending: Mending, at: number): number {
  const token = tokenAt(OUTSIDE, mending.pattern, at);
  if (token.startsWith("[")) return mendClass(mending, at, token);
  write(mending, token, mendedOutside(token));
  return at + token.length;
}

function write(mending: Mending, token: string, mended: string): void {
  if (token !== mended) mending.part ??= token;
  mending.written += mended;
}

function mendedOutside(token: string): string {
  if (token === "(?P<") return "(?<";
  if (/^[*+?}]\+$/.test(token)) return token.slice(0, 1);
  if (token === "{" || token === "}" || token === "]") return `\\${token}`;
  return token.startsWith("\\") ? mendedEscape(token) : token;
}

function mendedEscape(token: string): string {
  if (KNOWN_ESCAPE.test(token) && token !== "\\u" && token !== "\\x") return token;
  return FOREIGN_ESCAPES[token] ?? token.slice(1);
}

/** In a class a hyphen beside `\w` and the like makes no range, and has to be escaped. */
function mendClass(mending: Mending, start: number, opening: string): number {
  mending.written += opening;
  let at = start + opening.length;
  let before = "";
  while (at < mending.pattern.length) {
    const token = tokenAt(INSIDE, mending.pattern, at);
    at += token.length;
    if (token === "]") break;
    const after = at < mending.pattern.length ? tokenAt(INSIDE, mending.pattern, at) : "";
    const isRange = token === "-" && before !== "" && after !== "]";
    if (isRange && (CLASS_ESCAPE.test(before) || CLASS_ESCAPE.test(after))) {
      mending.part ??= `${before}-${after}`;
      mending.written += "\\-";
    } else {
      write(mending, token, token.startsWith("\\") && token !== "\\-" ? mendedEscape(token) : token);
    }
    before = token;
  }
  mending.written += "]";
  return at;
}
