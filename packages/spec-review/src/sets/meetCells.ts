import type { Bound } from "../schema/SchemaNode.ts";
import { cellContains } from "./cellContains.ts";
import { differInTag } from "./differInTag.ts";
import type { SetSpace } from "./SetSpace.ts";
import { settleCell } from "./settleCell.ts";
import type { ArrayCell, Cell, FiniteCell, NumberCell, ObjectCell, StringCell } from "./Term.ts";

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
