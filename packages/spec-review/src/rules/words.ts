import type { JsonValue } from "@gatehouse/contract";
import type { DescribedChange } from "./Rule.ts";

/** Line and tab, all other control characters, and marks that turn or hide what follows them (UAX 9, 3.1). */
const INVISIBLE = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Phrases that the rules share. */
export const words = {
  /** A value as code; long ones are cut, and characters that would end the code or be invisible are escaped. */
  code(value: JsonValue | undefined, longest = 60): string {
    const written = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
    const text = legible(written).replaceAll("`", "´");
    return `\`${text.length > longest ? `${text.slice(0, longest - 1)}…` : text}\``;
  },

  /** "`a`, `b` and `c`" */
  list(values: readonly JsonValue[]): string {
    const shown = values.slice(0, 6).map((value) => words.code(value));
    if (values.length > shown.length) shown.push(`${values.length - shown.length} more`);
    const last = shown.pop() ?? "";
    return shown.length > 0 ? `${shown.join(", ")} and ${last}` : last;
  },

  /** "`minLength` of `name` changed from 1 to 3" */
  keywordChange(keyword: string, { site, before, after }: DescribedChange): string {
    const subject = `\`${keyword}\` of ${site}`;
    if (before === undefined) return `${subject} was set to ${words.code(after)}`;
    if (after === undefined) return `${subject} was removed (it was ${words.code(before)})`;
    // `true` and "true" differ by their quotes.
    const isAlike = areSpelledAlike(before, after);
    const [old, now] = [before, after].map((value) => words.code(isAlike ? JSON.stringify(value) : value));
    return `${subject} changed from ${old} to ${now}`;
  },

  /** One of two sentences, by the direction of the value. */
  byDirection(
    { direction }: DescribedChange,
    sentences: { readonly request: string; readonly response: string },
  ): string {
    return sentences[direction];
  },
};

/** Whether two plain values of different types have the same text, such as `true` and `"true"`. */
export function areSpelledAlike(one: JsonValue, other: JsonValue): boolean {
  const [text, otherText] = [one, other].map((value) =>
    typeof value === "object" ? undefined : String(value),
  );
  return text !== undefined && text === otherText;
}

/**
 * Escapes control characters and invisible ones, such as `\u001b`: a text of the document must not colour, overwrite or
 * reverse the report that quotes it.
 */
export function legible(text: string): string {
  return text.replaceAll(INVISIBLE, (char) => {
    if (char === "\n") return "\\n";
    if (char === "\t") return "\\t";
    return `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
  });
}
