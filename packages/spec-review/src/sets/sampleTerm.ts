import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import type { Sampler } from "./Sampler.ts";
import { type SetSpace, TooComplex } from "./SetSpace.ts";
import { sampleArray } from "./sampleArray.ts";
import { sampleObject } from "./sampleObject.ts";
import { type Cell, type NumberCell, type StringCell, type Term, terms } from "./Term.ts";

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

/** Values nested deeper than this are not made. */
const DEEPEST = 12;

/** Some values that are probably in a set: first what the document itself gives as example, then the plainest. */
export function* sampleTerm(space: SetSpace, term: Term): Iterable<JsonValue> {
  yield* sample({ space, depth: 0, sample: sampleDeeper }, term);
}

function* sampleDeeper(sampler: Sampler, term: Term): Iterable<JsonValue> {
  if (sampler.depth >= DEEPEST) return;
  yield* sample({ ...sampler, depth: sampler.depth + 1 }, term);
}

function* sample(sampler: Sampler, term: Term): Iterable<JsonValue> {
  const { space } = sampler;
  space.spend();
  for (const value of examplesOf(term)) {
    if (space.contains(term, value)) yield value;
  }
  const cells = cellsOrNone(() => space.cells(term));
  for (const cell of cells ?? []) yield* sampleCell(sampler, cell);
  if (cells) return;
  for (const cell of cellsOrNone(() => space.roughCells(term)) ?? []) {
    for (const value of sampleCell(sampler, cell)) if (space.contains(term, value)) yield value;
  }
}

function cellsOrNone(read: () => readonly Cell[]): readonly Cell[] | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TooComplex) return undefined;
    throw error;
  }
}

function sampleCell(sampler: Sampler, cell: Cell): Iterable<JsonValue> {
  switch (cell.type) {
    case "finite":
      return cell.values;
    case "number":
      return sampleNumber(sampler, cell);
    case "string":
      return sampleString(sampler, cell);
    case "array":
      return sampleArray(sampler, cell);
    case "object":
      return sampleObject(sampler, cell);
  }
}

/** What the schemas of the term show as examples. */
function examplesOf(term: Term): JsonValue[] {
  if (term.kind === "sent") return examplesOf(term.term);
  if (term.kind === "all") return term.terms.flatMap(examplesOf);
  if (term.kind !== "schema") return [];
  const { raw, keywords } = term.node;
  const inherited = keywords.ref ? examplesOf({ kind: "schema", node: keywords.ref }) : [];
  if (!isJsonObject(raw)) return inherited;
  const listed = Array.isArray(raw.examples) ? raw.examples : [];
  const single = [raw.example, raw.default].filter((value) => value !== undefined);
  return [...listed, ...single, ...inherited];
}

/** Numbers of a cell: plain ones and those next to its limits. */
function* sampleNumber({ space }: Sampler, cell: NumberCell): Iterable<number> {
  const tried = new Set<number>();
  for (const value of numberCandidates(cell)) {
    if (tried.has(value) || !Number.isFinite(value)) continue;
    tried.add(value);
    if (space.contains(terms.cell(cell), value)) yield value;
  }
}

function* numberCandidates(cell: NumberCell): Iterable<number> {
  const limits = [cell.low?.value, cell.high?.value].filter((value) => value !== undefined);
  yield* [1, 0, 2, -1, 10, 42, 100];
  for (const limit of limits) yield* around(limit);
  yield* [1.5, 0.5, -0.5, 0.1, 3, 5, 7, 1000, 3_000_000_000, -3_000_000_000, 2 ** 53];
  if (limits.length === 2) yield limits.reduce((sum, limit) => sum + limit, 0) / 2;
  const factors = [...cell.multiples, ...cell.notMultiples];
  for (const factor of factors) {
    for (const start of [0, ...limits]) yield* multiplesNear(factor, start);
  }
}

function around(limit: number): number[] {
  return [limit, limit + 1, limit - 1, limit + 0.5, limit - 0.5, limit + 0.001, limit - 0.001].concat(
    Math.ceil(limit),
    Math.floor(limit),
  );
}

function multiplesNear(factor: number, start: number): number[] {
  const base = Math.ceil(start / factor);
  return [0, 1, 2, 3, -1, -2].flatMap((step) => [(base + step) * factor, (base + step) * factor + 1]);
}

/** Texts of a cell. */
function* sampleString({ space }: Sampler, cell: StringCell): Iterable<string> {
  const tried = new Set<string>();
  for (const text of textCandidates(cell)) {
    if (tried.has(text)) continue;
    tried.add(text);
    if (space.contains(terms.cell(cell), text)) yield text;
  }
  const { patterns: matching, notPatterns: notMatching, minLength, maxLength } = cell;
  if (matching.length + notMatching.length === 0) return;
  const found = space.texts.find({ matching, notMatching, minLength, maxLength });
  if (typeof found === "object" && space.contains(terms.cell(cell), found.text)) yield found.text;
}

function* textCandidates(cell: StringCell): Iterable<string> {
  yield* TEXTS;
  const lengths = [cell.minLength, cell.minLength + 1, cell.maxLength].filter((length) => length <= LONGEST);
  for (const length of lengths) {
    yield "x".repeat(length);
    yield "1".repeat(length);
    yield `${"a".repeat(Math.max(0, length - 12))}@example.com`;
    yield `https://example.com/${"x".repeat(Math.max(0, length - 20))}`;
  }
}
