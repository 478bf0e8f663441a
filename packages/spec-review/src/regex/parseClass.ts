import { type CharSet, charSet } from "./charSet.ts";
import { parseEscape } from "./parseEscape.ts";
import { NotRegular, type RegexCursor } from "./RegexCursor.ts";

/** Reads a character class; the opening bracket is already taken. */
export function parseClass(cursor: RegexCursor): CharSet {
  const negated = cursor.take("^");
  const sets: CharSet[] = [];
  while (!cursor.take("]")) sets.push(parseMember(cursor));
  const set = charSet.union(...sets);
  return negated ? charSet.complement(set) : set;
}

function parseMember(cursor: RegexCursor): CharSet {
  const first = parseAtom(cursor);
  const isRange = cursor.peek() === "-" && cursor.peek(1) !== "]" && cursor.peek(1) !== undefined;
  const low = singlePoint(first);
  if (!isRange || low === undefined) return first;
  cursor.next();
  const high = singlePoint(parseAtom(cursor));
  if (high === undefined || high < low) throw new NotRegular("malformed range");
  return [[low, high]];
}

function parseAtom(cursor: RegexCursor): CharSet {
  const point = cursor.next();
  if (point === "\\") return parseEscape(cursor, true);
  return charSet.one(point.codePointAt(0) ?? 0);
}

function singlePoint(set: CharSet): number | undefined {
  const [range] = set;
  return set.length === 1 && range && range[0] === range[1] ? range[0] : undefined;
}
