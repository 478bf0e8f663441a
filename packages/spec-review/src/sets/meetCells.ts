import { canonicalJson, type JsonValue } from "@gatehouse/contract";
import type { Bound } from "../schema/SchemaNode.ts";
import { joinNames } from "./memberTerm.ts";
import { proofSource } from "./ProofSource.ts";
import { type SetSpace, TooComplex } from "./SetSpace.ts";
import {
  type ArrayCell,
  type Cell,
  type FiniteCell,
  type NumberCell,
  type ObjectCell,
  type ObjectPart,
  type StringCell,
  type Term,
  terms,
} from "./Term.ts";

/** More cells than this are not worth their while. */
export const MOST_CELLS = 400;

/** Up to this many integers are written down one by one. */
const FEW = 64;

/** The values that are in both unions of cells. @throws TooComplex where that takes too many cells */
export function meetAll(space: SetSpace, left: readonly Cell[], right: readonly Cell[]): readonly Cell[] {
  const met = left.flatMap((one) => right.flatMap((other) => meetCells(space, one, other)));
  if (met.length > MOST_CELLS) throw new TooComplex(`more than ${MOST_CELLS} cells`);
  return met;
}

/** The values that are in both cells. */
export function meetCells(space: SetSpace, left: Cell, right: Cell): readonly Cell[] {
  space.spend();
  if (left.type === "finite") return filterFinite(space, left, right);
  if (right.type === "finite") return filterFinite(space, right, left);
  const met = meetSameType(left, right);
  return met ? settleCell(space, met) : [];
}

function filterFinite(space: SetSpace, finite: FiniteCell, other: Cell): readonly Cell[] {
  const values = finite.values.filter(
    (value) => space.contains(terms.cell(finite), value) && space.contains(terms.cell(other), value),
  );
  return values.length > 0 ? [{ ...finite, values, excluded: [], opaque: [] }] : [];
}

function meetSameType(left: Cell, right: Cell): Cell | undefined {
  if (left.type === "number" && right.type === "number") return meetNumbers(left, right);
  if (left.type === "string" && right.type === "string") return meetStrings(left, right);
  if (left.type === "array" && right.type === "array") return meetArrays(left, right);
  if (left.type === "object" && right.type === "object") {
    return differInTag(left, right) ? undefined : meetObjects(left, right);
  }
  return undefined;
}

function meetBase(left: Cell, right: Cell): Pick<Cell, "excluded" | "opaque"> {
  return {
    excluded: [...left.excluded, ...right.excluded],
    opaque: [...left.opaque, ...right.opaque],
  };
}

function meetNumbers(left: NumberCell, right: NumberCell): NumberCell {
  return {
    ...meetBase(left, right),
    type: "number",
    low: stricter(left.low, right.low, 1),
    high: stricter(left.high, right.high, -1),
    integer: left.integer || right.integer,
    multiples: union(left.multiples, right.multiples),
    notMultiples: union(left.notMultiples, right.notMultiples),
    formats: union(left.formats, right.formats),
    notFormats: union(left.notFormats, right.notFormats),
  };
}

function stricter(left: Bound | undefined, right: Bound | undefined, sign: 1 | -1): Bound | undefined {
  if (!left || !right) return left ?? right;
  const distance = (left.value - right.value) * sign;
  if (distance === 0) return left.exclusive ? left : right;
  return distance > 0 ? left : right;
}

function meetStrings(left: StringCell, right: StringCell): StringCell {
  return {
    ...meetBase(left, right),
    type: "string",
    minLength: Math.max(left.minLength, right.minLength),
    maxLength: Math.min(left.maxLength, right.maxLength),
    patterns: union(left.patterns, right.patterns),
    notPatterns: union(left.notPatterns, right.notPatterns),
    formats: union(left.formats, right.formats),
    notFormats: union(left.notFormats, right.notFormats),
  };
}

function meetArrays(left: ArrayCell, right: ArrayCell): ArrayCell {
  return {
    ...meetBase(left, right),
    type: "array",
    minItems: Math.max(left.minItems, right.minItems),
    maxItems: Math.min(left.maxItems, right.maxItems),
    unique: left.unique || right.unique,
    duplicate: left.duplicate || right.duplicate,
    parts: union(left.parts, right.parts),
    contains: union(left.contains, right.contains),
    some: union(left.some, right.some),
    sent: left.sent ?? right.sent,
  };
}

function meetObjects(left: ObjectCell, right: ObjectCell): ObjectCell {
  return {
    ...meetBase(left, right),
    type: "object",
    minProperties: Math.max(left.minProperties, right.minProperties),
    maxProperties: Math.min(left.maxProperties, right.maxProperties),
    required: joinNames(left.required, right.required),
    parts: union(left.parts, right.parts),
    names: union(left.names, right.names),
    strangeNames: union(left.strangeNames, right.strangeNames),
    some: union(left.some, right.some),
    dependents: union(left.dependents, right.dependents),
    sent: left.sent ?? right.sent,
  };
}

function union<T>(left: readonly T[], right: readonly T[]): readonly T[] {
  if (right.length === 0) return left;
  if (left.length === 0) return right;
  const added = right.filter((one) => !left.includes(one));
  return added.length === 0 ? left : [...left, ...added];
}

/** Writes a cell that holds only a handful of values as just these values; a cell without any as none. */
export function settleCell(space: SetSpace, cell: Cell): readonly Cell[] {
  const values = fewValues(cell);
  if (!values) return [cell];
  const left = values.filter((value) => space.contains(terms.cell(cell), value));
  return left.length > 0 ? [{ type: "finite", values: left, excluded: [], opaque: [] }] : [];
}

function fewValues(cell: Cell): readonly JsonValue[] | undefined {
  switch (cell.type) {
    case "finite":
      return cell.values;
    case "number":
      return fewNumbers(cell);
    case "string":
      return cell.maxLength <= 0 ? [""] : undefined;
    case "array":
      return cell.maxItems <= 0 ? [[]] : undefined;
    case "object":
      return cell.maxProperties <= 0 ? [{}] : undefined;
  }
}

function fewNumbers({ low, high, integer }: NumberCell): readonly number[] | undefined {
  if (!low || !high) return undefined;
  if (low.value > high.value) return [];
  if (low.value === high.value) return [low.value];
  const first = Math.ceil(low.value);
  const count = Math.floor(high.value) - first + 1;
  if (!integer || !(count <= FEW)) return undefined;
  return Array.from({ length: Math.max(0, count) }, (_, index) => first + index);
}

/** By name the listed values of members, as texts. */
type Tags = ReadonlyMap<string, readonly string[]>;

const ofParts = new WeakMap<ObjectPart, Tags>();

/** Whether one of the cells requires a member whose listed values the two do not share. */
function differInTag(left: ObjectCell, right: ObjectCell): boolean {
  return left.parts.some((part) => {
    for (const name of tagsOfPart(part).keys()) {
      if (!left.required.has(name) && !right.required.has(name)) continue;
      const others = listedFor(right, name);
      if (others && listedFor(left, name)?.every((value) => !others.includes(value))) return true;
    }
    return false;
  });
}

/** The values that a member has in all parts of a cell that list some. */
function listedFor({ parts }: ObjectCell, name: string): readonly string[] | undefined {
  let common: readonly string[] | undefined;
  for (const part of parts) {
    const values = tagsOfPart(part).get(name);
    if (values) common = common?.filter((value) => values.includes(value)) ?? values;
  }
  return common;
}

/** Cells that were derived from each other share their parts. */
function tagsOfPart(part: ObjectPart): Tags {
  const found = ofParts.get(part);
  if (found) return found;
  const tags = new Map<string, readonly string[]>();
  for (const [name, term] of part.properties) {
    const values = listedValues(term);
    if (values) tags.set(name, values.map(canonicalJson));
  }
  ofParts.set(part, tags);
  return tags;
}

function listedValues(term: Term): readonly JsonValue[] | undefined {
  if (term.kind === "sent") return listedValues(term.term);
  if (term.kind === "cell") return term.cell.type === "finite" ? term.cell.values : undefined;
  if (term.kind === "all") return term.terms.map(listedValues).find((values) => values !== undefined);
  return term.kind === "schema" ? proofSource([term.node]).values : undefined;
}
