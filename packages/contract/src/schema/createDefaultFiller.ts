import type { JsonObject, JsonValue } from "../Contract.ts";
import { isList, isObject, setOwn } from "../json/jsonValues.ts";
import { patternCheck } from "./compileScalars.ts";
import { chosenBranch, type SchemaNode, schemasIn } from "./SchemaNode.ts";
import type { SchemaValidators } from "./SchemaValidators.ts";

/** Fills defaults into a value; the value given is never changed. `undefined` stands for a value that did not come. */
export type DefaultFiller = (value: JsonValue | undefined) => JsonValue | undefined;

/**
 * Makes the function that fills in the defaults of the schema at a pointer of the document: of the value itself, of
 * its properties and items, through `$ref` and `allOf`, and in those branches of `oneOf`, `anyOf` and `if` that the
 * value conforms to. Properties of the other direction get none.
 *
 * @returns `undefined` where the schema has no default to fill in
 */
export function createDefaultFiller(
  validators: SchemaValidators,
  pointer: string,
): DefaultFiller | undefined {
  const node = validators.reader.at(pointer);
  if (!hasDefaults(node)) return undefined;
  return (value) => fillValue(start(validators), node, value);
}

/** How many defaults of its parts a default may have, filled in. */
export const MOST_DEFAULTS = 10_000;

/** Whether a schema's default has more defaults of its parts than that: each level can have several of the next. */
export function hasTooManyDefaults(validators: SchemaValidators, node: SchemaNode): boolean {
  const filling = start(validators, MOST_DEFAULTS + 1);
  fillValue(filling, node, undefined);
  return filling.room.left === 0;
}

function start(validators: SchemaValidators, left = Number.POSITIVE_INFINITY): Filling {
  return { validators, open: [], done: new Map(), room: { left } };
}

interface Filling {
  readonly validators: SchemaValidators;
  /** The schemas whose defaults are being filled in, so that one that contains itself ends. */
  readonly open: readonly SchemaNode[];
  /** By schema the parts of the value that have been filled in: several ways can lead to the same schema. */
  readonly done: Map<SchemaNode, Map<JsonValue, JsonValue>>;
  /** How many defaults may still be filled in. */
  readonly room: { left: number };
}

function fillValue(filling: Filling, node: SchemaNode, value: JsonValue | undefined): JsonValue | undefined {
  if (value !== undefined) return fill(filling, node, value);
  const owner = defaultOwner(node);
  if (owner === undefined || filling.open.includes(owner) || filling.room.left === 0) return undefined;
  filling.room.left -= 1;
  const copy = structuredClone(isObject(owner.raw) ? owner.raw.default : undefined);
  return copy === undefined
    ? undefined
    : fill({ ...filling, open: [...filling.open, owner], done: new Map() }, node, copy);
}

/** Whether a default is anywhere in a schema; most schemas have none, and their values need not be walked. */
function hasDefaults(start: SchemaNode): boolean {
  const seen = new Set([start]);
  for (const node of seen) {
    if (isObject(node.raw) && node.raw.default !== undefined) return true;
    for (const child of childNodes(node)) seen.add(child);
  }
  return false;
}

/** All schemas directly in a schema, for the same value or for a part of it. */
export function childNodes({ keywords }: SchemaNode): readonly SchemaNode[] {
  return Object.entries(keywords).flatMap(([name, rule]) =>
    name === "choice" ? childrenOfChoice(keywords.choice) : schemasIn(rule),
  );
}

function childrenOfChoice(choice: SchemaNode["keywords"]["choice"]): readonly SchemaNode[] {
  if (choice === undefined) return [];
  return [...choice.branches.values(), ...(choice.otherwise === undefined ? [] : [choice.otherwise])];
}

function fill(filling: Filling, node: SchemaNode, value: JsonValue): JsonValue {
  const done = filling.done.get(node) ?? new Map<JsonValue, JsonValue>();
  filling.done.set(node, done);
  const filled = done.get(value) ?? fillParts(filling, node, value);
  done.set(value, filled);
  return filled;
}

function fillParts(filling: Filling, node: SchemaNode, value: JsonValue): JsonValue {
  let filled = value;
  for (const part of applying(filling.validators, node, value)) filled = fill(filling, part, filled);
  if (isObject(filled)) return fillObject(filling, node, filled);
  return isList(filled) ? fillList(filling, node, filled) : filled;
}

/** The schemas that apply to the same value, of alternatives the first that the value conforms to. */
function applying(
  validators: SchemaValidators,
  { keywords }: SchemaNode,
  value: JsonValue,
): readonly SchemaNode[] {
  const { ref, allOf = [], anyOf = [], oneOf = [], choice } = keywords;
  const fits = (node: SchemaNode) => validators.fits(node, value);
  const nodes = ref === undefined ? [...allOf] : [ref, ...allOf];
  for (const branches of [anyOf, oneOf]) nodes.push(...branches.filter(fits).slice(0, 1));
  const chosen = choice?.applies === true ? chosenBranch(choice, value) : undefined;
  if (chosen !== undefined) nodes.push(chosen);
  const branch = keywords.if === undefined ? undefined : fits(keywords.if) ? keywords.then : keywords.else;
  if (branch !== undefined) nodes.push(branch);
  for (const [name, dependent] of keywords.dependentSchemas ?? []) {
    if (isObject(value) && Object.hasOwn(value, name)) nodes.push(dependent);
  }
  return nodes;
}

function fillObject(filling: Filling, node: SchemaNode, value: JsonObject): JsonObject {
  const { properties, hidden } = node.keywords;
  const changed: [string, JsonValue][] = [];
  for (const name of new Set([...Object.keys(value), ...(properties?.keys() ?? [])])) {
    if (hidden?.has(name) === true) continue;
    const declared = properties?.get(name);
    const present = Object.hasOwn(value, name) ? value[name] : undefined;
    // A null that came is a value, and keeps its place.
    const isAbsent = present === undefined && declared !== undefined;
    const member = isAbsent ? fillValue(filling, declared, undefined) : present;
    if (member === undefined) continue;
    const schemas = present === undefined ? [] : describing(node, name);
    const filled = schemas.reduce((inner, schema) => fill(filling, schema, inner), member);
    if (filled !== value[name] || !Object.hasOwn(value, name)) changed.push([name, filled]);
  }
  if (changed.length === 0) return value;
  const copy: Record<string, JsonValue> = {};
  for (const [name, member] of [...Object.entries(value), ...changed]) setOwn(copy, name, member);
  return copy;
}

function describing({ keywords }: SchemaNode, name: string): readonly SchemaNode[] {
  const declared = keywords.properties?.get(name);
  const patterned = [...(keywords.patternProperties ?? [])].flatMap(([pattern, schema]) =>
    patternCheck(pattern)(name) ? [schema] : [],
  );
  const found = declared === undefined ? patterned : [declared, ...patterned];
  return found.length === 0 && keywords.additionalProperties !== undefined
    ? [keywords.additionalProperties]
    : found;
}

function fillList(filling: Filling, node: SchemaNode, value: readonly JsonValue[]): readonly JsonValue[] {
  const { prefixItems = [], items } = node.keywords;
  const filled = value.map((item, index) => {
    const schema = prefixItems[index] ?? items;
    return schema === undefined ? item : fill(filling, schema, item);
  });
  return filled.some((item, index) => item !== value[index]) ? filled : value;
}

/** The schema that has a default for itself: this one, what it refers to, or a part of its `allOf`. */
function defaultOwner(start: SchemaNode): SchemaNode | undefined {
  const seen = new Set<SchemaNode>();
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const { raw, keywords } = node;
    if (isObject(raw) && raw.default !== undefined) return node;
    open.push(...(keywords.allOf ?? []).toReversed());
    if (keywords.ref !== undefined) open.push(keywords.ref);
  }
  return undefined;
}
