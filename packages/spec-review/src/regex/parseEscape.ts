import { type CharSet, charSet } from "./charSet.ts";
import { NotRegular, type RegexCursor } from "./RegexCursor.ts";

const CLASSES: Readonly<Record<string, CharSet>> = {
  d: charSet.digit,
  D: charSet.complement(charSet.digit),
  w: charSet.word,
  W: charSet.complement(charSet.word),
  s: charSet.space,
  S: charSet.complement(charSet.space),
};
const CONTROLS: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, f: 0x0c, v: 0x0b, "0": 0 };

/** Reads what follows a backslash; `inClass` tells that it stands between brackets. */
export function parseEscape(cursor: RegexCursor, inClass: boolean): CharSet {
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
