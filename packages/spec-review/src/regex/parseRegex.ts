import { type CharSet, charSet } from "./charSet.ts";

const CLASSES: Readonly<Record<string, CharSet>> = {
  d: charSet.digit,
  D: charSet.complement(charSet.digit),
  w: charSet.word,
  W: charSet.complement(charSet.word),
  s: charSet.space,
  S: charSet.complement(charSet.space),
};
const CONTROLS: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, f: 0x0c, v: 0x0b, "0": 0 };

/** Parses the characters after a backslash; `inClass` is true between brackets. */
function parseEscape(cursor: RegexCursor, inClass: boolean): CharSet {
  const letter = cursor.next();
  const known = CLASSES[letter];
  if (known) return known;
  if (letter === "b" && inClass) return charSet.one(0x08);
  if (letter === "0" && /\d/.test(cursor.peek() ?? "")) throw new NotRegular("octal escape");
  const control = CONTROLS[letter];
  if (control !== undefined) return charSet.one(control);
  if (letter === "x") return charSet.one(readHex(cursor, 2));
  if (letter === "u") return charSet.one(readUnicode(cursor));
  if (letter === "p" || letter === "P") return readProperty(cursor, letter);
  // What is left of the letters and digits asserts a boundary or refers back; neither is a set of characters.
  if (/[A-Za-z0-9]/.test(letter)) throw new NotRegular(`\\${letter}`);
  return charSet.one(letter.codePointAt(0) ?? 0);
}

function readHex(cursor: RegexCursor, digits: number): number {
  let text = "";
  while (text.length < digits) text += cursor.next();
  if (!/^[0-9a-fA-F]+$/.test(text)) throw new NotRegular("malformed escape");
  return Number.parseInt(text, 16);
}

function readUnicode(cursor: RegexCursor): number {
  if (!cursor.take("{")) return readSurrogates(cursor, readHex(cursor, 4));
  let text = "";
  while (!cursor.take("}")) text += cursor.next();
  if (!/^[0-9a-fA-F]+$/.test(text)) throw new NotRegular("malformed escape");
  return Number.parseInt(text, 16);
}

function readSurrogates(cursor: RegexCursor, first: number): number {
  const isHigh = first >= 0xd800 && first <= 0xdbff;
  if (!isHigh || !cursor.take("\\u")) return first;
  return (first - 0xd800) * 0x400 + (readHex(cursor, 4) - 0xdc00) + 0x10000;
}

function readProperty(cursor: RegexCursor, letter: string): CharSet {
  if (!cursor.take("{")) throw new NotRegular("malformed property");
  let name = "";
  while (!cursor.take("}")) name += cursor.next();
  const set = scanProperty(name);
  return letter === "P" ? charSet.complement(set) : set;
}

/** The runtime knows the Unicode tables; asking it about each code point costs some tens of milliseconds. */
function scanProperty(name: string): CharSet {
  const test = new RegExp(`^\\p{${name}}$`, "u");
  const ranges: [number, number][] = [];
  for (let point = 0; point <= 0x10ffff; point += 1) {
    if (!test.test(String.fromCodePoint(point))) continue;
    const last = ranges.at(-1);
    if (last && last[1] === point - 1) last[1] = point;
    else ranges.push([point, point]);
  }
  return ranges;
}

/** Reads a character class; the opening bracket is already taken. */
function parseClass(cursor: RegexCursor): CharSet {
  const negated = cursor.take("^");
  const sets: CharSet[] = [];
  while (!cursor.take("]")) sets.push(parseMember(cursor));
  const set = charSet.union(...sets);
  return negated ? charSet.complement(set) : set;
}

function parseMember(cursor: RegexCursor): CharSet {
  const first = parseClassAtom(cursor);
  const isRange = cursor.peek() === "-" && cursor.peek(1) !== "]" && cursor.peek(1) !== undefined;
  const low = singlePoint(first);
  if (!isRange || low === undefined) return first;
  cursor.next();
  const high = singlePoint(parseClassAtom(cursor));
  if (high === undefined || high < low) throw new NotRegular("malformed range");
  return [[low, high]];
}

function parseClassAtom(cursor: RegexCursor): CharSet {
  const point = cursor.next();
  if (point === "\\") return parseEscape(cursor, true);
  return charSet.one(point.codePointAt(0) ?? 0);
}

function singlePoint(set: CharSet): number | undefined {
  const [range] = set;
  return set.length === 1 && range && range[0] === range[1] ? range[0] : undefined;
}

/** A regular expression as a tree. */
export type RegexNode =
  | { readonly kind: "chars"; readonly set: CharSet }
  | { readonly kind: "concat"; readonly items: readonly RegexNode[] }
  | { readonly kind: "union"; readonly items: readonly RegexNode[] }
  | { readonly kind: "repeat"; readonly item: RegexNode; readonly min: number; readonly max: number }
  | { readonly kind: "start" }
  | { readonly kind: "end" };

/** Thrown inside the parser where a pattern uses what no finite automaton can do, such as a back reference. */
class NotRegular extends Error {
  readonly code = "SPEC_REVIEW_NOT_REGULAR";
}

/** Reads a pattern code point by code point. */
interface RegexCursor {
  peek(ahead?: number): string | undefined;
  next(): string;
  /** Consumes the text if it is next. */
  take(text: string): boolean;
  atEnd(): boolean;
}

/** Opens a cursor at the start of a pattern. */
function createRegexCursor(pattern: string): RegexCursor {
  const points = [...pattern];
  let index = 0;
  return {
    peek: (ahead = 0) => points[index + ahead],
    next() {
      const point = points[index];
      if (point === undefined) throw new NotRegular("the pattern ends too early");
      index += 1;
      return point;
    },
    take(text) {
      if (points.slice(index, index + text.length).join("") !== text) return false;
      index += text.length;
      return true;
    },
    atEnd: () => index >= points.length,
  };
}

/** A repetition beyond this would make the automaton too big to be worth it. */
const LARGEST_REPEAT = 256;

/**
 * Parses a pattern of JSON Schema (an ECMA-262 regular expression), or returns undefined if it uses features
 * beyond regular languages: look-around, back references, word boundaries.
 */
export function parseRegex(pattern: string): RegexNode | undefined {
  try {
    const cursor = createRegexCursor(pattern);
    const node = parseUnion(cursor);
    return cursor.atEnd() ? node : undefined;
  } catch (error) {
    if (error instanceof NotRegular || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function parseUnion(cursor: RegexCursor): RegexNode {
  const items = [parseConcat(cursor)];
  while (cursor.take("|")) items.push(parseConcat(cursor));
  const [only] = items;
  return items.length === 1 && only ? only : { kind: "union", items };
}

function parseConcat(cursor: RegexCursor): RegexNode {
  const items: RegexNode[] = [];
  while (!cursor.atEnd() && cursor.peek() !== "|" && cursor.peek() !== ")") {
    items.push(parseRepeat(cursor, parseAtom(cursor)));
  }
  return { kind: "concat", items };
}

function parseAtom(cursor: RegexCursor): RegexNode {
  const point = cursor.next();
  switch (point) {
    case "^":
      return { kind: "start" };
    case "$":
      return { kind: "end" };
    case ".":
      return { kind: "chars", set: charSet.complement(charSet.lineEnd) };
    case "[":
      return { kind: "chars", set: parseClass(cursor) };
    case "\\":
      return { kind: "chars", set: parseEscape(cursor, false) };
    case "(":
      return parseGroup(cursor);
    case "*":
    case "+":
    case "?":
      throw new NotRegular("nothing to repeat");
    default:
      return { kind: "chars", set: charSet.one(point.codePointAt(0) ?? 0) };
  }
}

function parseGroup(cursor: RegexCursor): RegexNode {
  if (cursor.take("?")) readGroupKind(cursor);
  const node = parseUnion(cursor);
  if (!cursor.take(")")) throw new NotRegular("unclosed group");
  return node;
}

function readGroupKind(cursor: RegexCursor): void {
  if (cursor.take(":")) return;
  const isNamed = cursor.peek() === "<" && cursor.peek(1) !== "=" && cursor.peek(1) !== "!";
  if (!isNamed) throw new NotRegular("look-around");
  while (!cursor.take(">")) cursor.next();
}

function parseRepeat(cursor: RegexCursor, item: RegexNode): RegexNode {
  const range = readRange(cursor);
  if (!range) return item;
  cursor.take("?");
  if (item.kind === "start" || item.kind === "end") throw new NotRegular("repeated anchor");
  const largest = range.max === Number.POSITIVE_INFINITY ? range.min : range.max;
  if (largest > LARGEST_REPEAT) throw new NotRegular("repetition too large");
  return { kind: "repeat", item, ...range };
}

function readRange(cursor: RegexCursor): { min: number; max: number } | undefined {
  if (cursor.take("*")) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (cursor.take("+")) return { min: 1, max: Number.POSITIVE_INFINITY };
  if (cursor.take("?")) return { min: 0, max: 1 };
  if (cursor.peek() !== "{") return undefined;
  return readBraces(cursor);
}

/** Without the Unicode flag a brace that is not a quantifier matches itself. */
function readBraces(cursor: RegexCursor): { min: number; max: number } | undefined {
  let text = "";
  for (let ahead = 1; cursor.peek(ahead) !== undefined && cursor.peek(ahead) !== "}"; ahead += 1) {
    text += cursor.peek(ahead);
  }
  const match = /^(\d+)(,(\d*))?$/.exec(text);
  if (!match) throw new NotRegular("brace");
  cursor.take(`{${text}}`);
  const min = Number(match[1]);
  if (match[2] === undefined) return { min, max: min };
  return { min, max: match[3] === "" ? Number.POSITIVE_INFINITY : Number(match[3]) };
}
