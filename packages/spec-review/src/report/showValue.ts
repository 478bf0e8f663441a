import { isJsonEqual, isJsonObject, type JsonValue, pointerSegments } from "@gatehouse/contract";
import { stringify } from "yaml";
import type { Finding, LocatedSide, Witness } from "../findings/Finding.ts";
import { legible } from "../rules/words.ts";

const MOST_LINES = 8;
const MOST_DIFFERENCES = 40;
const LONGEST_TEXT = 120;

/** The two sides of a change in YAML; of long ones only the added and removed parts. */
export function showSides({ base, head }: Pick<Finding, "base" | "head">): { old: string[]; now: string[] } {
  const [old, now] = [linesOf(base?.value), linesOf(head?.value)];
  if (old.length <= MOST_LINES && now.length <= MOST_LINES) return { old, now };
  const [before, after] = [base?.value, head?.value];
  if (before === undefined || after === undefined || !areAlike(before, after) || isJsonEqual(before, after))
    return { old: cutLines(old, MOST_LINES), now: cutLines(now, MOST_LINES) };
  return { old: differingLines(before, after), now: differingLines(after, before) };
}

function linesOf(value: JsonValue | undefined): string[] {
  if (value === undefined) return ["(nothing)"];
  return stringify(shorten(value), { lineWidth: 0, aliasDuplicateObjects: false })
    .trimEnd()
    .split("\n")
    .map(legible);
}

function cutLines(lines: readonly string[], most: number): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most - 1), `… ${lines.length - most + 1} more lines`];
}

function areAlike(one: JsonValue, other: JsonValue): boolean {
  return (Array.isArray(one) && Array.isArray(other)) || (isJsonObject(one) && isJsonObject(other));
}

/** The parts that only one of two lists or objects has, and the number of common parts. */
function differingLines(own: JsonValue, other: JsonValue): string[] {
  const own_ = withoutShared(own, other);
  const lines = own_.count > 0 ? linesOf(own_.value) : [];
  const same = own_.same > 0 ? [`… ${own_.same} the same`] : [];
  return [...cutLines(lines, MOST_DIFFERENCES), ...same];
}

interface Difference {
  readonly value: JsonValue;
  readonly count: number;
  readonly same: number;
}

function withoutShared(own: JsonValue, other: JsonValue): Difference {
  if (Array.isArray(own) && Array.isArray(other)) {
    const items: readonly JsonValue[] = own;
    const others: readonly JsonValue[] = other;
    const left = items.filter((item) => !others.some((one) => isJsonEqual(one, item)));
    return { value: left, count: left.length, same: items.length - left.length };
  }
  if (!isJsonObject(own) || !isJsonObject(other)) return { value: own, count: 1, same: 0 };
  const members = Object.entries(own);
  const left = members.flatMap(([key, member]): [string, JsonValue][] => {
    const twin = other[key];
    if (twin === undefined || !areAlike(member, twin))
      return isJsonEqual(member, twin) ? [] : [[key, member]];
    const inner = withoutShared(member, twin);
    return inner.count > 0 ? [[key, inner.value]] : [];
  });
  return { value: Object.fromEntries(left), count: left.length, same: members.length - left.length };
}

/** Shortens long texts. */
function shorten(value: JsonValue): JsonValue {
  if (typeof value === "string") return shortText(value);
  if (Array.isArray(value)) return value.map(shorten);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shorten(member)]));
}

function shortText(text: string, longest = LONGEST_TEXT): string {
  if (text.length <= longest) return text;
  const isMonotonous = new Set(text).size === 1;
  const head = text.slice(0, isMonotonous ? 3 : longest - 1);
  return isMonotonous ? `${head}… (${text.length.toLocaleString("en")} characters)` : `${head}…`;
}

/**
 * The value of a witness, folded to its relevant part if it is longer than this number of characters: the path to that
 * part and plain values beside it stay, and a count replaces the rest.
 */
export function foldExample({ value, focus }: Pick<Witness, "value" | "focus">, longest = 600): JsonValue {
  if (JSON.stringify(value).length <= longest) return value;
  const folded = fold(value, pointerSegments(focus));
  return JSON.stringify(folded).length < JSON.stringify(value).length ? folded : value;
}

const MOST_INSIDE = 6;

function fold(value: JsonValue, [token, ...rest]: readonly string[]): JsonValue {
  if (token === undefined) return foldEnd(value);
  if (Array.isArray(value)) {
    const items: readonly JsonValue[] = value;
    const at = Number(token);
    const others = items.length - 1;
    const inner = fold(items[at] ?? null, rest);
    return others > 0 ? [inner, `… ${others} more`] : [inner];
  }
  if (!isJsonObject(value)) return foldEnd(value);
  const entries = Object.entries(value);
  const beside = entries.filter(
    ([key, member]) => key === token || typeof member !== "object" || member === null,
  );
  const shown = beside.slice(0, MOST_INSIDE);
  if (!shown.some(([key]) => key === token)) shown.push(...entries.filter(([key]) => key === token));
  const left = entries.length - shown.length;
  return {
    ...Object.fromEntries(
      shown.map(([key, member]) => [key, key === token ? fold(member, rest) : foldEnd(member)]),
    ),
    ...(left > 0 && { "…": `${left} more` }),
  };
}

/** The relevant part itself, or a value beside it. */
function foldEnd(value: JsonValue): JsonValue {
  if (typeof value === "string") return shortText(value);
  if (Array.isArray(value)) {
    const items: readonly JsonValue[] = value;
    if (items.length <= MOST_INSIDE) return items.map(foldEnd);
    return [...items.slice(0, 2).map(foldEnd), `… ${items.length - 2} more`];
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  const shown = entries.length > 2 * MOST_INSIDE ? entries.slice(0, MOST_INSIDE) : entries;
  const left = entries.length - shown.length;
  return {
    ...Object.fromEntries(shown.map(([key, member]) => [key, foldEnd(member)])),
    ...(left > 0 && { "…": `${left} more` }),
  };
}

/** `spec/paths/pets.yaml:12:5` */
export function locationText(side: LocatedSide | undefined): string {
  if (!side) return "";
  const { file, line, column } = side.location;
  return `${file}:${line}:${column}`;
}
