import type { Keywords, SchemaNode as PlainNode } from "@gatehouse/contract";

export type { Bound, Choice, Keywords } from "@gatehouse/contract";

/** The schema language of a document: OpenAPI 3.0 has its own, 3.1 uses JSON Schema 2020-12. */
export type Dialect = "3.0" | "3.1";

/** A schema at a location of a document, in its normal form. */
export interface SchemaNode extends PlainNode {
  /** Whether the node accepts texts for the first member of its `anyOf`, which is the original schema. */
  readonly isTextual?: boolean;
}

const MOST_HOPS = 32;

/**
 * The target of references without other keywords, so that all references to a schema give the same node.
 * @param isMore whether a reference has keywords of its own that matter
 */
export function behindReferences(node: SchemaNode, isMore?: (node: SchemaNode) => boolean): SchemaNode {
  let at = node;
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    const { ref } = at.keywords;
    if (!ref || !isReferenceOnly(at.keywords) || isMore?.(at)) return at;
    at = ref;
  }
  return at;
}

function isReferenceOnly(keywords: Keywords): boolean {
  for (const keyword in keywords) if (keyword !== "ref") return false;
  return true;
}

/**
 * The schemas that may apply to the same value as the given ones: themselves, what they refer to, and the schemas of
 * their in-place applicators (JSON Schema 2020-12, 10.2), to any depth.
 */
export function inPlaceNodes(start: readonly SchemaNode[]): SchemaNode[] {
  const found = new Set<SchemaNode>();
  const open = [...start];
  for (let node = open.pop(); node; node = open.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    open.push(...applicators(node.keywords));
  }
  return [...found];
}

function applicators(keywords: Keywords): SchemaNode[] {
  const { ref, allOf, anyOf, oneOf, dependentSchemas } = keywords;
  const single = [ref, keywords.if, keywords.then, keywords.else].filter((node) => node !== undefined);
  const dependent = dependentSchemas ? [...dependentSchemas.values()] : [];
  return [...single, ...(allOf ?? []), ...(anyOf ?? []), ...(oneOf ?? []), ...dependent];
}

/** The schemas that a schema has for a member: those that declare its name, or else the one for all other names. */
export function memberSchemas(
  { properties, patternProperties, additionalProperties }: Keywords,
  name: string,
  matches: (pattern: string) => boolean,
): SchemaNode[] {
  const own = properties?.get(name);
  const declared = own ? [own] : [];
  for (const [pattern, node] of patternProperties ?? []) if (matches(pattern)) declared.push(node);
  if (declared.length === 0 && additionalProperties) declared.push(additionalProperties);
  return declared;
}

/** Whether a schema has no keywords, so that it accepts every value. */
export function allowsAll({ keywords }: SchemaNode): boolean {
  return keywords.booleanSchema ?? Object.keys(keywords).length === 0;
}

/** Whether all in-place schemas of the node apply unconditionally. */
export function hasCertainMembers(node: SchemaNode): boolean {
  return inPlaceNodes([node]).every(
    ({ keywords }) => !keywords.anyOf && !keywords.oneOf && !keywords.if && !keywords.dependentSchemas,
  );
}

/** The numbers of schemas in their order, as a key. */
export function idsOf(nodes: readonly SchemaNode[]): string {
  const [only] = nodes;
  if (nodes.length <= 1) return only ? String(only.id) : "";
  return [...new Set(nodes.map(({ id }) => id))].sort((left, right) => left - right).join();
}
