import type { JsonType, JsonValue } from "@gatehouse/contract";

/** The schema language of a document: OpenAPI 3.0 has its own, 3.1 speaks JSON Schema 2020-12. */
export type Dialect = "3.0" | "3.1";

/** Who fills in the value: read-only properties never travel in a request, write-only ones never in a response. */
export type View = "request" | "response";

/** A schema at a place of a document. */
export interface SchemaNode {
  /** Unique within one comparison, over both documents. */
  readonly id: number;
  /** JSON pointer into the document. */
  readonly pointer: string;
  /** The schema as it stands in the document. */
  readonly raw: JsonValue;
  readonly keywords: Keywords;
  /** Made from a discriminator: it only says by which value the branch is named. */
  readonly isNaming?: boolean;
  /** The schema as it takes values that travel as text; it stands for the first member of its `anyOf`. */
  readonly isTextual?: boolean;
}

/** A numeric limit. */
export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

/**
 * What one schema object asserts, in the words of JSON Schema 2020-12 whatever the dialect of its document.
 * Annotations (title, default, deprecated) are not here; they change no set of values.
 */
export interface Keywords {
  /** Set for the schemas `true` and `false`. */
  readonly verdict?: boolean;
  readonly ref?: SchemaNode;
  readonly types?: ReadonlySet<JsonType>;
  /** The type list says `integer` and not `number`. */
  readonly integerOnly?: boolean;
  readonly enum?: readonly JsonValue[];
  readonly const?: { readonly value: JsonValue };
  readonly low?: Bound;
  readonly high?: Bound;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly prefixItems?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly contains?: SchemaNode;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly unevaluatedItems?: SchemaNode;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  readonly properties?: ReadonlyMap<string, SchemaNode>;
  /** The properties that do not travel in this direction; a value must not have them. */
  readonly hidden?: ReadonlySet<string>;
  readonly patternProperties?: ReadonlyMap<string, SchemaNode>;
  readonly additionalProperties?: SchemaNode;
  readonly propertyNames?: SchemaNode;
  readonly dependentRequired?: ReadonlyMap<string, readonly string[]>;
  readonly dependentSchemas?: ReadonlyMap<string, SchemaNode>;
  readonly unevaluatedProperties?: SchemaNode;
  readonly allOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly not?: SchemaNode;
  readonly if?: SchemaNode;
  readonly then?: SchemaNode;
  readonly else?: SchemaNode;
  /** What a text that holds JSON is to hold; it limits no text. */
  readonly contentSchema?: SchemaNode;
  /** Keywords whose meaning cannot be read off the document, such as `$dynamicRef`. */
  readonly opaque?: readonly string[];
}

/** The schemas of one document as one side sees them. */
export interface SchemaSource {
  readonly dialect: Dialect;
  readonly view: View;
  /** The schema at a pointer; the same pointer always gives the same node. */
  /** @param raw what stands there, where the caller knows it */
  at(pointer: string, raw?: JsonValue): SchemaNode;
  /** Whether anything in the document travels in one direction only. */
  readonly hasDirections: boolean;
  /** The one schema of the document with this `$dynamicAnchor` or `$anchor`; undefined where there is none, or more. */
  anchored(name: string): SchemaNode | undefined;
  /** A schema that stands in no document, made of others. */
  synthetic(pointer: string, keywords: Keywords): SchemaNode;
}

const MOST_HOPS = 32;

/**
 * The schema that mere references lead to: what many locations refer to is then one schema.
 * @param isMore tells whether a reference says more than where it leads
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
 * The schemas that may speak about the same value as the given one: itself, what it refers to, and the members of
 * its compositions and conditions, to any depth.
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

/** Tells whether all schemas that apply in place of the node do so under every condition. */
export function hasCertainMembers(node: SchemaNode): boolean {
  return inPlaceNodes([node]).every(
    ({ keywords }) =>
      !keywords.anyOf && !keywords.oneOf && !keywords.if && !keywords.dependentSchemas && !keywords.opaque,
  );
}
