import { canonicalJson, type JsonType } from "@gatehouse/contract";
import { hasCertainMembers, inPlaceNodes, type Keywords, type SchemaNode } from "../schema/SchemaNode.ts";
import { writeJsonSchema } from "../values/createValidator.ts";
import { formatCheck } from "../values/Evaluation.ts";
import { MOST_CELLS, meetAll, settleCell } from "./meetCells.ts";
import { areDisjoint, softTags } from "./ProofSource.ts";
import { type SetSpace, TooComplex } from "./SetSpace.ts";
import {
  type ArrayCell,
  type Cell,
  type NumberCell,
  type ObjectCell,
  type ObjectPart,
  type Opaque,
  type StringCell,
  type Term,
  terms,
  universalCells,
} from "./Term.ts";

const INT32 = {
  low: { value: -(2 ** 31), exclusive: false },
  high: { value: 2 ** 31 - 1, exclusive: false },
};

type Range = Pick<NumberCell, "low" | "high">;

type Limit = NonNullable<NumberCell["low"]>;

const ALL_TYPES: readonly JsonType[] = ["null", "boolean", "number", "string", "array", "object"];

/** A condition that cells cannot express, with the types it concerns. */
interface OpaqueCondition {
  readonly types: readonly JsonType[];
  readonly condition: Opaque;
}

/** Writes a schema as a union of cells. */
export function nodeCells(space: SetSpace, node: SchemaNode): readonly Cell[] {
  const { keywords } = node;
  if (keywords.booleanSchema === false) return [];
  const listed = listedValues(keywords);
  if (listed) {
    const values = listed.filter((value) => space.evaluation.evaluate(node, value));
    return values.length > 0 ? [{ type: "finite", values, excluded: [], opaque: [] }] : [];
  }
  let cells = localCells(space, node);
  for (const member of [keywords.ref, ...(keywords.allOf ?? [])]) {
    if (member) cells = meetAll(space, cells, space.cells(terms.schema(member)));
  }
  if (keywords.anyOf) cells = meetAll(space, cells, anyOfCells(space, keywords.anyOf));
  if (keywords.oneOf) cells = meetAll(space, cells, oneOfCells(space, keywords.oneOf));
  if (keywords.not) cells = space.without(cells, space.cells(terms.schema(keywords.not)));
  if (keywords.if) cells = meetAll(space, cells, conditionCells(space, keywords));
  return cells;
}

function listedValues(keywords: Keywords) {
  return keywords.const ? [keywords.const.value] : keywords.enum;
}

function localCells(space: SetSpace, node: SchemaNode): readonly Cell[] {
  const { keywords } = node;
  const opaque = opaqueConditions(space, node);
  const own = (type: JsonType): Cell => {
    switch (type) {
      case "number":
        return numberCellOf(keywords);
      case "string":
        return stringCellOf(keywords);
      case "array":
        return arrayCellOf(keywords);
      case "object":
        return objectCellOf(keywords, node);
      default:
        return universalCells[type];
    }
  };
  const types = keywords.types ? [...keywords.types] : ALL_TYPES;
  return types.flatMap((type) => {
    const cell = own(type);
    const conditions = opaque.filter((condition) => condition.types.includes(type));
    if (conditions.length === 0) return settleCell(space, cell);
    return settleCell(space, { ...cell, opaque: conditions.map(({ condition }) => condition) });
  });
}

/** The conditions of a schema that cells cannot express; such a condition only implies itself. */
function opaqueConditions(space: SetSpace, node: SchemaNode): OpaqueCondition[] {
  const found: OpaqueCondition[] = [];
  const { keywords } = node;
  if (keywords.unevaluatedProperties && !hasCertainMembers(node)) {
    found.push({ types: ["object"], condition: wholeSchema(space, node, "unevaluatedItems") });
  }
  if (keywords.unevaluatedItems) {
    found.push({ types: ["array"], condition: wholeSchema(space, node, "unevaluatedProperties") });
  }
  return found;
}

/** What is left unevaluated depends on the whole schema, so the whole schema is the condition. */
function wholeSchema(space: SetSpace, node: SchemaNode, without: keyof Keywords): Opaque {
  const { [without]: _, ...keywords } = node.keywords;
  const reduced: SchemaNode = { ...node, keywords };
  return {
    key: canonicalJson(writeJsonSchema(reduced)),
    negated: false,
    holds: (value) => space.evaluation.evaluate(reduced, value) !== undefined,
  };
}

function anyOfCells(space: SetSpace, members: readonly SchemaNode[]): readonly Cell[] {
  return members.flatMap((member) => space.cells(terms.schema(member)));
}

/** What is left of an alternative without so many others cannot be written down. */
const MOST_NEAR = 16;

/** Of each member what no other member holds. Members that have nothing in common stay as they are. */
function oneOfCells(space: SetSpace, members: readonly SchemaNode[]): readonly Cell[] {
  const each = members.map((member) => space.cells(terms.schema(member)));
  if (space.isRough)
    return each.flatMap((cells, index) => cells.map((cell) => withTags(cell, members, index)));
  const crowd = members.filter(
    (member) => members.filter((other) => !areDisjoint(member, other)).length > MOST_NEAR,
  );
  if (crowd.length > MOST_NEAR) throw new TooComplex(`more than ${MOST_NEAR} alternatives that overlap`);
  const found = each.flatMap((cells, index) => {
    const member = members[index];
    const others = each.filter((_, other) => {
      const beside = members[other];
      return other !== index && !(member && beside && areDisjoint(member, beside));
    });
    return others.reduce((left, other) => space.without(left, other), cells);
  });
  if (found.length > MOST_CELLS) throw new TooComplex(`more than ${MOST_CELLS} cells`);
  return found;
}

/** Requires the members that distinguish an alternative from the others: a value that has them hardly fits another. */
function withTags(cell: Cell, members: readonly SchemaNode[], index: number): Cell {
  const member = members[index];
  if (cell.type !== "object" || !member) return cell;
  const names = members.flatMap((other) => (other === member ? [] : softTags(member, other)));
  return { ...cell, required: new Set([...cell.required, ...names]) };
}

function conditionCells(space: SetSpace, keywords: Keywords): readonly Cell[] {
  if (!keywords.if) return Object.values(universalCells);
  const whenMet = space.cells(terms.schema(keywords.if));
  const otherwise = space.without(Object.values(universalCells), whenMet);
  const thenCells = keywords.then
    ? meetAll(space, whenMet, space.cells(terms.schema(keywords.then)))
    : whenMet;
  const elseCells = keywords.else
    ? meetAll(space, otherwise, space.cells(terms.schema(keywords.else)))
    : otherwise;
  return [...thenCells, ...elseCells];
}

/** What a schema asserts of arrays. */
function arrayCellOf(keywords: Keywords): ArrayCell {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, prefixItems, items, contains } = keywords;
  const { minContains = 1, maxContains = Number.POSITIVE_INFINITY } = keywords;
  const part = { prefix: (prefixItems ?? []).map(terms.schema), rest: items && terms.schema(items) };
  return {
    ...universalCells.array,
    minItems,
    maxItems,
    unique: keywords.uniqueItems === true,
    parts: prefixItems || items ? [part] : [],
    contains: contains ? [{ term: terms.schema(contains), min: minContains, max: maxContains }] : [],
  };
}

/** What a schema asserts of numbers. */
function numberCellOf(keywords: Keywords): NumberCell {
  const { low, high, multipleOf, format } = keywords;
  const cell: NumberCell = {
    ...universalCells.number,
    low,
    high,
    integer: keywords.integerOnly === true || format === "int32" || format === "int64",
    multiples: multipleOf === undefined ? [] : [multipleOf],
  };
  if (format === "int32") return { ...cell, ...within(cell, INT32) };
  // A format of texts does not apply to numbers; an unknown one may.
  const isForTexts = format !== undefined && formatCheck(format)?.type === "string";
  return format === undefined || format === "int64" || isForTexts ? cell : { ...cell, formats: [format] };
}

function within(cell: Range, limits: { readonly low: Limit; readonly high: Limit }): Range {
  return {
    low: cell.low && cell.low.value >= limits.low.value ? cell.low : limits.low,
    high: cell.high && cell.high.value <= limits.high.value ? cell.high : limits.high,
  };
}

/** What a schema asserts of texts. */
function stringCellOf(keywords: Keywords): StringCell {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } = keywords;
  return {
    ...universalCells.string,
    minLength,
    maxLength,
    patterns: pattern === undefined ? [] : [pattern],
    // A format of numbers does not apply to texts; an unknown one may.
    formats: format === undefined || formatCheck(format)?.type === "number" ? [] : [format],
  };
}

/** What a schema asserts of objects. */
function objectCellOf(keywords: Keywords, node: SchemaNode): ObjectCell {
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY, propertyNames } = keywords;
  const named = propertyNames && namesPart(propertyNames);
  const parts = [declaredPart(keywords), unevaluatedPart(node), named].filter((part) => part !== undefined);
  return {
    ...universalCells.object,
    minProperties,
    maxProperties,
    required: new Set(keywords.required),
    parts,
    names: propertyNames && !named ? [terms.schema(propertyNames)] : [],
    dependents: [...requiredDependents(keywords), ...schemaDependents(keywords)],
  };
}

/** Names that are listed, or that match one pattern, close an object like `properties` and `patternProperties`. */
function namesPart({ keywords }: SchemaNode): ObjectPart | undefined {
  const { types, pattern, ...others } = keywords;
  const listed = listedValues(others);
  const isOnly = Object.keys(others).length === (listed ? 1 : 0) && (types?.has("string") ?? true);
  if (!isOnly || (pattern === undefined) === (listed === undefined)) return undefined;
  const names = (listed ?? []).filter((name) => typeof name === "string");
  return {
    properties: new Map(names.map((name) => [name, terms.anything])),
    patterns: pattern === undefined ? [] : [[pattern, terms.anything]],
    additional: terms.nothing,
  };
}

function declaredPart(keywords: Keywords): ObjectPart | undefined {
  const { properties, patternProperties, additionalProperties } = keywords;
  if (!properties && !patternProperties && !additionalProperties) return undefined;
  return {
    properties: new Map([...(properties ?? [])].map(([name, child]) => [name, terms.schema(child)])),
    patterns: [...(patternProperties ?? [])].map(
      ([pattern, child]) => [pattern, terms.schema(child)] as const,
    ),
    additional: additionalProperties && terms.schema(additionalProperties),
  };
}

/** Where it is certain what the other keywords look at, `unevaluatedProperties` is `additionalProperties` for the rest. */
function unevaluatedPart(node: SchemaNode): ObjectPart | undefined {
  const rest = node.keywords.unevaluatedProperties;
  if (!rest || !hasCertainMembers(node)) return undefined;
  const nodes = inPlaceNodes([node]).map(({ keywords }) => keywords);
  const others = nodes.filter((keywords) => keywords !== node.keywords);
  const looksAtAll =
    node.keywords.additionalProperties ??
    others.some((keywords) => keywords.additionalProperties ?? keywords.unevaluatedProperties);
  if (looksAtAll) return undefined;
  const anything = (name: string): readonly [string, Term] => [name, terms.anything];
  return {
    properties: new Map(nodes.flatMap((keywords) => [...(keywords.properties?.keys() ?? [])].map(anything))),
    patterns: nodes.flatMap((keywords) => [...(keywords.patternProperties?.keys() ?? [])].map(anything)),
    additional: terms.schema(rest),
  };
}

function requiredDependents(keywords: Keywords): { name: string; term: Term }[] {
  return [...(keywords.dependentRequired ?? [])].map(([name, needs]) => ({
    name,
    term: terms.cell({ ...universalCells.object, required: new Set(needs) }),
  }));
}

function schemaDependents(keywords: Keywords): { name: string; term: Term }[] {
  return [...(keywords.dependentSchemas ?? [])].map(([name, child]) => ({ name, term: terms.schema(child) }));
}
