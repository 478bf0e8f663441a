import type { JsonType } from "@gatehouse/contract";
import type { ArrayCell, Cell, FiniteCell, NumberCell, ObjectCell, StringCell } from "./Term.ts";

const free = { excluded: [], opaque: [] };

const nulls: FiniteCell = { ...free, type: "finite", values: [null] };
const booleans: FiniteCell = { ...free, type: "finite", values: [true, false] };

const numbers: NumberCell = {
  ...free,
  type: "number",
  low: undefined,
  high: undefined,
  integer: false,
  multiples: [],
  notMultiples: [],
  formats: [],
  notFormats: [],
};

const strings: StringCell = {
  ...free,
  type: "string",
  minLength: 0,
  maxLength: Number.POSITIVE_INFINITY,
  patterns: [],
  notPatterns: [],
  formats: [],
  notFormats: [],
};

const arrays: ArrayCell = {
  ...free,
  type: "array",
  minItems: 0,
  maxItems: Number.POSITIVE_INFINITY,
  unique: false,
  duplicate: false,
  parts: [],
  contains: [],
  some: [],
  sent: undefined,
};

const objects: ObjectCell = {
  ...free,
  type: "object",
  minProperties: 0,
  maxProperties: Number.POSITIVE_INFINITY,
  required: new Set(),
  parts: [],
  names: [],
  strangeNames: [],
  some: [],
  dependents: [],
  sent: undefined,
};

/** For each JSON type the cell of all its values. */
export const universalCells = {
  null: nulls,
  boolean: booleans,
  number: numbers,
  string: strings,
  array: arrays,
  object: objects,
} satisfies Record<JsonType, Cell>;
