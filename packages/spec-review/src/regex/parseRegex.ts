import { charSet } from "./charSet.ts";
import { parseClass } from "./parseClass.ts";
import { parseEscape } from "./parseEscape.ts";
import { createRegexCursor, NotRegular, type RegexCursor } from "./RegexCursor.ts";
import type { RegexNode } from "./RegexNode.ts";

/** A repetition beyond this would make the automaton too big to be worth it. */
const LARGEST_REPEAT = 256;

/**
 * Parses a pattern of JSON Schema (an ECMA-262 regular expression), or gives undefined where it uses what goes
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

/** Without the Unicode flag a brace that is no quantifier stands for itself. */
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
