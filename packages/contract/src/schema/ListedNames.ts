import type { SchemaNode } from "./SchemaNode.ts";

/** What all schemas that can apply at one location of a value say together about its properties and items. */
export interface ListedShape {
  /** By property name: every schema that names it. */
  readonly named: ReadonlyMap<string, readonly SchemaNode[]>;
  readonly patterns: readonly { readonly pattern: RegExp; readonly schema: SchemaNode }[];
  /** The schemas of properties without a name; present where the document says that there can be such. */
  readonly additional: readonly SchemaNode[];
  readonly items: readonly SchemaNode[];
  /** No schema says anything about properties: an object may hold what it likes. */
  readonly isFree: boolean;
  /** The first schema that names properties, for the reader. */
  readonly namedBy: SchemaNode | undefined;
}

/** Collects shapes, each once. */
export class ListedNames {
  readonly #shapes = new Map<string, ListedShape>();

  /** The shape at a location that some schemas describe. */
  shapeOf(schemas: readonly SchemaNode[]): ListedShape {
    const key = schemas.map(({ id }) => id).join(" ");
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    const shape = collectShape(applicableNodes(schemas));
    this.#shapes.set(key, shape);
    return shape;
  }
}

/**
 * The schemas that can apply to the same value as the given ones: themselves, what they refer to, and the members of
 * their compositions, conditions and discriminators, to any depth.
 */
export function applicableNodes(start: readonly SchemaNode[]): readonly SchemaNode[] {
  const found = new Set<SchemaNode>();
  const open = start.toReversed();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    open.push(...applicators(node).toReversed());
  }
  return [...found];
}

/** The schemas directly in a schema that can apply to the same value. */
export function applicators({ keywords }: SchemaNode): readonly SchemaNode[] {
  const { ref, allOf = [], anyOf = [], oneOf = [], dependentSchemas, choice } = keywords;
  const single = [ref, keywords.if, keywords.then, keywords.else].filter((node) => node !== undefined);
  const chosen = choice?.applies === true ? [...choice.branches.values()] : [];
  const otherwise = choice?.applies === true && choice.otherwise !== undefined ? [choice.otherwise] : [];
  return [
    ...single,
    ...allOf,
    ...anyOf,
    ...oneOf,
    ...(dependentSchemas?.values() ?? []),
    ...chosen,
    ...otherwise,
  ];
}

function collectShape(schemas: readonly SchemaNode[]): ListedShape {
  const named = new Map<string, SchemaNode[]>();
  const patterns: { pattern: RegExp; schema: SchemaNode }[] = [];
  const additional: SchemaNode[] = [];
  const items: SchemaNode[] = [];
  const choosing = new Set<string>();
  for (const { keywords, isNaming } of schemas) {
    if (isNaming === true) {
      for (const name of keywords.properties?.keys() ?? []) choosing.add(name);
      continue;
    }
    for (const [name, node] of keywords.properties ?? []) named.set(name, [...(named.get(name) ?? []), node]);
    for (const [pattern, schema] of keywords.patternProperties ?? []) {
      patterns.push({ pattern: new RegExp(pattern, "u"), schema });
    }
    additional.push(...open([keywords.additionalProperties, keywords.unevaluatedProperties]));
    items.push(...open([keywords.items, keywords.unevaluatedItems, keywords.contains]));
    items.push(...(keywords.prefixItems ?? []));
  }
  const namedBy = schemas.find(
    ({ keywords, isNaming }) => keywords.properties !== undefined && isNaming !== true,
  );
  const isFree = named.size === 0 && patterns.length === 0 && additional.length === 0;
  // A discriminator names its property, and does not make the names of its alternatives all that there are.
  if (!isFree) for (const name of choosing) named.set(name, named.get(name) ?? []);
  return { named, patterns, additional, items, isFree, namedBy };
}

function open(nodes: readonly (SchemaNode | undefined)[]): readonly SchemaNode[] {
  return nodes
    .filter((node) => node !== undefined)
    .filter(({ keywords }) => keywords.booleanSchema !== false);
}
