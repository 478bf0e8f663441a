import { cellContains } from "./cellContains.ts";
import type { Sampler } from "./SetSpace.ts";
import type { StringCell } from "./Term.ts";

/** Texts for each format, and some that look like one and are none. */
const TEXTS = [
  "text",
  "2024-05-17T10:30:00Z",
  "2024-05-17",
  "10:30:00Z",
  "P1D",
  "3fa85f64-5717-4562-b3fc-2c963f66afa6",
  "user@example.com",
  "https://example.com/path",
  "example.com",
  "192.0.2.1",
  "2001:db8::1",
  "/path/to",
  "#/path",
  "0/path",
  "dGV4dA==",
  "^[a-z]+$",
  "/path/{id}",
  "1",
  "0",
  "true",
  "a",
  "A",
  "",
  " ",
  "not a date",
  "{",
  "(",
];

/** Longer texts are not made; `maxLength` of a text column or of an encoded file may well be a million. */
const LONGEST = 2 ** 21;

/** Texts of a cell. */
export function* sampleString({ space }: Sampler, cell: StringCell): Iterable<string> {
  const tried = new Set<string>();
  for (const text of candidates(cell)) {
    if (tried.has(text)) continue;
    tried.add(text);
    if (cellContains(space, cell, text)) yield text;
  }
  const { patterns: matching, notPatterns: notMatching, minLength, maxLength } = cell;
  if (matching.length + notMatching.length === 0) return;
  const answer = space.texts.find({ matching, notMatching, minLength, maxLength });
  if (typeof answer === "object" && cellContains(space, cell, answer.text)) yield answer.text;
}

function* candidates(cell: StringCell): Iterable<string> {
  yield* TEXTS;
  const lengths = [cell.minLength, cell.minLength + 1, cell.maxLength].filter((length) => length <= LONGEST);
  for (const length of lengths) {
    yield "x".repeat(length);
    yield "1".repeat(length);
    yield `${"a".repeat(Math.max(0, length - 12))}@example.com`;
    yield `https://example.com/${"x".repeat(Math.max(0, length - 20))}`;
  }
}
