import type { JsonObject, JsonValue } from "../Contract.ts";
import { isList, isObject, setOwn } from "../json/jsonValues.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { SchemaValidators } from "../schema/SchemaValidators.ts";

/** Fills defaults into a value; the value given is never changed. `undefined` stands for a value that did not come. */
export type DefaultFiller = (value: JsonValue | undefined) => JsonValue | undefined;

/**
 * Makes the function that fills in the defaults of the schema at a pointer of the document: of the value itself, of its
 * properties and items. Alternatives (`oneOf`, `anyOf`, `if`) fill in nothing, as which of them holds is not known
 * before; read-only properties do not travel in requests and get none.
 *
 * @returns `undefined` where the schema has no default to fill in
 */
export function createDefaultFiller(
  validators: SchemaValidators,
  pointer: string,
): DefaultFiller | undefined {
  const schema = validators.reader.at(pointer);
  const ignoresSiblings = validators.contract.openapi.startsWith("3.0");
  if (!hasDefault([schema], { ignoresSiblings, seen: new Set() })) return undefined;
  return (value) => fill([schema], value, { ignoresSiblings, open: [] });
}

/** The default that a schema itself has; beside a reference OpenAPI 3.0 ignores it (3.0.4, 4.7.23). */
export function ownDefault(node: SchemaNode, ignoresSiblings: boolean): JsonValue | undefined {
  if (!isObject(node.raw) || (ignoresSiblings && node.raw.$ref !== undefined)) return undefined;
  return node.raw.default;
}

interface Filling {
  readonly ignoresSiblings: boolean;
  /** The schemas whose defaults are being filled in, so that one that contains itself ends. */
  readonly open: readonly SchemaNode[];
}

function fill(
  schemas: readonly SchemaNode[],
  value: JsonValue | undefined,
  filling: Filling,
): JsonValue | undefined {
  const applying = applyingNodes(schemas);
  if (value !== undefined) return fillInside(applying, value, filling);
  for (const node of applying) {
    const own = ownDefault(node, filling.ignoresSiblings);
    if (own === undefined) continue;
    if (filling.open.includes(node)) return undefined;
    return fillInside(applying, own, { ...filling, open: [...filling.open, node] });
  }
  return undefined;
}

function fillInside(applying: readonly SchemaNode[], value: JsonValue, filling: Filling): JsonValue {
  if (isList(value)) {
    return value.map((item, index) => {
      const schemas = applying.flatMap(
        ({ keywords }) => keywords.prefixItems?.[index] ?? keywords.items ?? [],
      );
      return fill(schemas, item, filling) ?? item;
    });
  }
  return isObject(value) ? fillProperties(applying, value, filling) : value;
}

function fillProperties(applying: readonly SchemaNode[], value: JsonObject, filling: Filling): JsonValue {
  const filled: Record<string, JsonValue> = {};
  for (const [name, child] of Object.entries(value)) setOwn(filled, name, child);
  for (const { keywords } of applying) {
    for (const [name, node] of keywords.properties ?? []) {
      if (keywords.hidden?.has(name)) continue;
      const child = fill([node], Object.hasOwn(filled, name) ? filled[name] : undefined, filling);
      if (child !== undefined) setOwn(filled, name, child);
    }
  }
  return filled;
}

/** The schemas that apply whatever the value is: references followed, members of `allOf` included. */
function applyingNodes(schemas: readonly SchemaNode[]): readonly SchemaNode[] {
  const found = new Set(schemas);
  for (const { keywords } of found) {
    if (keywords.ref !== undefined) found.add(keywords.ref);
    for (const part of keywords.allOf ?? []) found.add(part);
  }
  return [...found];
}

interface Search {
  readonly ignoresSiblings: boolean;
  readonly seen: Set<SchemaNode>;
}

function hasDefault(schemas: readonly SchemaNode[], search: Search): boolean {
  return applyingNodes(schemas).some((node) => {
    if (search.seen.has(node)) return false;
    search.seen.add(node);
    if (ownDefault(node, search.ignoresSiblings) !== undefined) return true;
    const { properties, prefixItems = [], items } = node.keywords;
    const inner = [...(properties?.values() ?? []), ...prefixItems, ...(items === undefined ? [] : [items])];
    return inner.some((child) => hasDefault([child], search));
  });
}
