/** A repetition without upper limit: `*`, `+` or `{n,}`. */
interface Repetition {
  readonly start: number;
  readonly end: number;
  readonly atLeast: number;
}

/** A lookahead of a pattern. */
interface Assertion {
  readonly isPositive: boolean;
  readonly content: string;
}

/** What makes a pattern hard to generate from. */
interface ScannedPattern {
  readonly repetitions: readonly Repetition[];
  readonly assertions: readonly Assertion[];
  /** The pattern without its lookaheads, lookbehinds and word boundaries. */
  readonly rest: string;
}

/** Finds the unlimited repetitions and the assertions of a pattern. */
export function scanPattern(pattern: string): ScannedPattern {
  const repetitions: Repetition[] = [];
  const assertions: Assertion[] = [];
  let rest = "";
  let position = 0;
  while (position < pattern.length) {
    const token = readToken(pattern, position);
    const end = position + token.text.length;
    if (token.kind === "repetition") repetitions.push({ start: position, end, atLeast: token.atLeast });
    if (token.kind === "assertion" && token.assertion !== undefined) assertions.push(token.assertion);
    if (token.kind !== "assertion") rest += token.text;
    position = end;
  }
  return { repetitions, assertions, rest };
}

type Token =
  | { readonly kind: "other"; readonly text: string }
  | { readonly kind: "repetition"; readonly text: string; readonly atLeast: number }
  | { readonly kind: "assertion"; readonly text: string; readonly assertion: Assertion | undefined };

function readToken(pattern: string, position: number): Token {
  const tail = pattern.slice(position);
  if (/^\\b/i.test(tail)) return { kind: "assertion", text: tail.slice(0, 2), assertion: undefined };
  const opening = /^\(\?<?[=!]/.exec(tail)?.[0];
  if (opening !== undefined) return readAssertion(tail, opening);
  const repetition = /^(?:\*|\+|\{(\d+),\})/.exec(tail);
  if (repetition !== null) {
    const [text, least] = repetition;
    return { kind: "repetition", text, atLeast: text === "*" ? 0 : Number(least ?? 1) };
  }
  return { kind: "other", text: readAtom(tail) };
}

function readAssertion(tail: string, opening: string): Token {
  let depth = 0;
  let position = 0;
  do {
    const atom = readAtom(tail.slice(position));
    if (atom === "(") depth += 1;
    if (atom === ")") depth -= 1;
    position += atom.length;
  } while (depth > 0 && position < tail.length);
  const text = tail.slice(0, position);
  const isAhead = !opening.includes("<");
  const content = text.slice(opening.length, -1);
  const assertion = isAhead ? { isPositive: opening.endsWith("="), content } : undefined;
  return { kind: "assertion", text, assertion };
}

/** An escape or a character class counts as one, so that what is in it is not taken for syntax. */
function readAtom(tail: string): string {
  return /^(?:\\.|\[(?:\\.|[^\]\\])*\]|[\s\S])/u.exec(tail)?.[0] ?? tail.slice(0, 1);
}
