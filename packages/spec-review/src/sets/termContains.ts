import { isJsonEqual, isJsonObject, type JsonObject, type JsonValue } from "@gatehouse/contract";
import { hasDuplicates, isMultipleOf, textLength } from "../values/Evaluation.ts";
import { knowsItsNames } from "./Exchange.ts";
import { itemTerm, memberTerm, restIndex } from "./memberTerm.ts";
import type { SetSpace } from "./SetSpace.ts";
import type { ArrayCell, Cell, NumberCell, ObjectCell, StringCell, Term } from "./Term.ts";

/** Whether a value is in a cell. */
function cellContains(space: SetSpace, cell: Cell, value: JsonValue): boolean {
  if (cell.excluded.some((item) => isJsonEqual(item, value))) return false;
  if (!cell.opaque.every((condition) => condition.holds(value) !== condition.negated)) return false;
  switch (cell.type) {
    case "finite":
      return cell.values.some((item) => isJsonEqual(item, value));
    case "number":
      return typeof value === "number" && numberFits(space, cell, value);
    case "string":
      return typeof value === "string" && textFits(space, cell, value);
    case "array":
      return Array.isArray(value) && arrayFits(space, cell, value);
    case "object":
      return isJsonObject(value) && objectFits(space, cell, value);
  }
}

function numberFits(space: SetSpace, cell: NumberCell, value: number): boolean {
  const { low, high } = cell;
  if (low && (low.exclusive ? value <= low.value : value < low.value)) return false;
  if (high && (high.exclusive ? value >= high.value : value > high.value)) return false;
  if (cell.integer && !Number.isInteger(value)) return false;
  return (
    cell.multiples.every((factor) => isMultipleOf(value, factor)) &&
    !cell.notMultiples.some((factor) => isMultipleOf(value, factor)) &&
    formatsFit(space, cell, value)
  );
}

function textFits(space: SetSpace, cell: StringCell, value: string): boolean {
  const length = textLength(value);
  return (
    length >= cell.minLength &&
    length <= cell.maxLength &&
    cell.patterns.every((pattern) => space.evaluation.matches(pattern, value)) &&
    !cell.notPatterns.some((pattern) => space.evaluation.matches(pattern, value)) &&
    formatsFit(space, cell, value)
  );
}

function formatsFit(space: SetSpace, cell: NumberCell | StringCell, value: string | number): boolean {
  return (
    cell.formats.every((format) => space.evaluation.fitsFormat(format, value)) &&
    !cell.notFormats.some((format) => space.evaluation.fitsFormat(format, value))
  );
}

function arrayFits(space: SetSpace, cell: ArrayCell, value: readonly JsonValue[]): boolean {
  if (value.length < cell.minItems || value.length > cell.maxItems) return false;
  if ((cell.unique || cell.duplicate) && hasDuplicates(value) !== cell.duplicate) return false;
  // From there on all items have the same condition, and equal items are checked once.
  const alike = cell.sent ? value.length : restIndex(cell) + 1;
  const isRepeated = (index: number) => index >= alike && value[index] === value[index - 1];
  return (
    value.every((item, index) => isRepeated(index) || space.contains(itemTerm(cell, index), item)) &&
    cell.contains.every(({ term, min, max }) => {
      const count = value.filter((item) => space.contains(term, item)).length;
      return count >= min && count <= max;
    }) &&
    cell.some.every(({ from, term }) => value.slice(from).some((item) => space.contains(term, item)))
  );
}

function objectFits(space: SetSpace, cell: ObjectCell, value: JsonObject): boolean {
  const names = Object.keys(value);
  if (names.length < cell.minProperties || names.length > cell.maxProperties) return false;
  if (![...cell.required].every((name) => Object.hasOwn(value, name))) return false;
  return (
    names.every((name) => space.contains(memberTerm(space, cell, name), value[name] ?? null)) &&
    cell.strangeNames.every((term) => names.some((name) => !space.contains(term, name))) &&
    cell.dependents.every(({ name, term }) => !Object.hasOwn(value, name) || space.contains(term, value)) &&
    hasSome(space, cell, value)
  );
}

function hasSome(space: SetSpace, cell: ObjectCell, value: JsonObject): boolean {
  const { matches } = space.evaluation;
  return cell.some.every(({ names, patterns, within, term }) =>
    Object.entries(value).some(
      ([name, member]) =>
        !names.has(name) &&
        !patterns.some((pattern) => matches(pattern, name)) &&
        (within === undefined || matches(within, name)) &&
        space.contains(term, member),
    ),
  );
}

/** Whether a value is in a set. */
export function termContains(space: SetSpace, term: Term, value: JsonValue): boolean {
  switch (term.kind) {
    case "schema":
      return space.evaluation.evaluate(term.node, value) !== undefined;
    case "cell":
      return cellContains(space, term.cell, value);
    case "not":
      return !termContains(space, term.term, value);
    case "all":
      return term.terms.every((member) => termContains(space, member, value));
    case "sent":
      return termContains(space, term.term, value) && knowsItsNames(space.evaluation, term.sent, value);
  }
}
