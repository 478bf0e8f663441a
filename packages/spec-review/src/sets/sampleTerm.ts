import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import { type Sampler, type SetSpace, TooComplex } from "./SetSpace.ts";
import { sampleArray } from "./sampleArray.ts";
import { sampleNumber } from "./sampleNumber.ts";
import { sampleObject } from "./sampleObject.ts";
import { sampleString } from "./sampleString.ts";
import type { Cell, Term } from "./Term.ts";

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
