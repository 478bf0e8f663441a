import type { JsonValue } from "@gatehouse/contract";
import type { Bound } from "../schema/SchemaNode.ts";
import { cellContains } from "./cellContains.ts";
import { memberPatterns, spelledNames, strangeMemberTerm } from "./memberTerm.ts";
import { differInTag } from "./opaqueConditions.ts";
import { type SetSpace, subsetsOf } from "./SetSpace.ts";
import {
  type ArrayCell,
  type Cell,
  type FiniteCell,
  type NumberCell,
  type ObjectCell,
  type SomeMember,
  type StringCell,
  terms,
  universalCells,
} from "./Term.ts";

/** Up to this many integers are written down one by one. */
const FEW = 64;

interface Naming {
  readonly names: ReadonlySet<string>;
  readonly matching: readonly string[];
  readonly notMatching: readonly string[];
}

/** More names than this make the search long and its success unlikely. */
const MOST_SPELLED = 8;

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
    (value) => cellContains(space, finite, value) && cellContains(space, other, value),
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
    required: new Set([...left.required, ...right.required]),
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
  return [...new Set([...left, ...right])];
}

/** Writes a cell that holds only a handful of values as just these values; a cell without any as none. */
export function settleCell(space: SetSpace, cell: Cell): readonly Cell[] {
  const values = fewValues(cell);
  if (!values) return [cell];
  const left = values.filter((value) => cellContains(space, cell, value));
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

/** Tells whether no member with an unspelled name can be of the kind, whichever patterns its name matches. */
export function isImpossible(space: SetSpace, cell: ObjectCell, member: SomeMember): boolean {
  const known = memberPatterns(cell);
  const free = known.filter((pattern) => pattern !== member.within && !member.patterns.includes(pattern));
  const fixed = member.within !== undefined && known.includes(member.within) ? [member.within] : [];
  return subsetsOf(space, free).every((subset) => {
    const matching = [...subset, ...(member.within === undefined ? [] : [member.within])];
    const notMatching = [...member.patterns, ...free.filter((pattern) => !subset.includes(pattern))];
    if (hasNoName(space, cell, { names: member.names, matching, notMatching })) return true;
    const there = strangeMemberTerm(space, cell, new Set([...subset, ...fixed]));
    return space.isEmpty(terms.all([there, member.term]));
  });
}

/** Names that are spelled out are asked about one by one, so here they are left out where that may help. */
function hasNoName(space: SetSpace, cell: ObjectCell, { names, matching, notMatching }: Naming): boolean {
  if (matching.length + notMatching.length === 0) return false;
  const { matches } = space.evaluation;
  const known = new Set([...names, ...spelledNames(cell)]);
  const spelled = [...known].filter((name) => matching.every((pattern) => matches(pattern, name)));
  const others = matching.length > 0 && spelled.length <= MOST_SPELLED ? spelled.map(exactly) : [];
  const { patterns, notPatterns, minLength, maxLength } = nameCell(space, cell);
  const wanted = {
    matching: [...matching, ...patterns],
    notMatching: [...notMatching, ...others, ...notPatterns],
  };
  return space.texts.find({ ...wanted, minLength, maxLength }) === "none";
}

/** What all names of an object have to be, as far as one cell says it. */
function nameCell(space: SetSpace, { names }: ObjectCell): StringCell {
  const { string } = universalCells;
  if (names.length === 0) return string;
  const [only, ...others] = space.cells(terms.all([...names, terms.cell(string)]));
  return only?.type === "string" && others.length === 0 ? only : string;
}

function exactly(name: string): string {
  return `^${name.replaceAll(/[\\^$.*+?()[\]{}|]/gu, "\\$&")}$`;
}
