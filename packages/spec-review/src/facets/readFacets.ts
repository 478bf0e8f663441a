import { childPointer, isJsonEqual, isJsonObject, type JsonType, type JsonValue } from "@gatehouse/contract";
import type { Bound, Keywords, SchemaNode } from "../schema/SchemaNode.ts";

/** A value from a schema, and its pointer. */
interface Facet<T> {
  readonly value: T;
  readonly pointer: string;
}

/** Alternatives that a schema offers. */
export interface Union {
  readonly keyword: "anyOf" | "oneOf";
  readonly pointer: string;
  readonly members: readonly SchemaNode[];
}

/**
 * All that a schema says about one value: references and `allOf` are merged, compositions of one member dissolved.
 * Unions and conditions stay as they are.
 */
export interface Facets {
  readonly node: SchemaNode;
  /** The schemas that were merged. */
  readonly nodes: readonly SchemaNode[];
  readonly types: Facet<ReadonlySet<JsonType | "integer">> | undefined;
  readonly values: Facet<readonly JsonValue[]> | undefined;
  readonly low: Facet<Bound> | undefined;
  readonly high: Facet<Bound> | undefined;
  readonly required: ReadonlyMap<string, string>;
  /** By name the schemas that a member must meet. */
  readonly properties: ReadonlyMap<string, readonly SchemaNode[]>;
  readonly patternProperties: ReadonlyMap<string, readonly SchemaNode[]>;
  readonly unions: readonly Union[];
  /** Null is allowed by a union around everything else. */
  readonly nullable: boolean;
  /** That union. */
  readonly nullableUnion: Union | undefined;
}

/** A keyword whose merged value is the strictest of all. */
export type CountKeyword =
  | "minLength"
  | "maxLength"
  | "minItems"
  | "maxItems"
  | "minProperties"
  | "maxProperties";

/** The content of a text: its encoding and its media type. */
export interface TextContent {
  readonly contentEncoding: string | undefined;
  readonly contentMediaType: string | undefined;
}

/** Merges all that a schema says about one value. */
export function readFacets(node: SchemaNode): Facets {
  const { nodes, unions, nullableUnion } = flatten(node);
  const nullable = nullableUnion !== undefined;
  const bound = (side: "low" | "high", sign: 1 | -1) => strictestBound(nodes, side, sign);
  const types = mergeTypes(nodes);
  return {
    node,
    nodes,
    types: types && nullable ? { ...types, value: new Set([...types.value, "null"]) } : types,
    values: mergeValues(nodes),
    low: bound("low", 1),
    high: bound("high", -1),
    required: mergeRequired(nodes),
    properties: mergeMaps(nodes, sentProperties),
    patternProperties: mergeMaps(nodes, ({ patternProperties }) => patternProperties),
    unions,
    nullable,
    nullableUnion,
  };
}

interface Flat {
  readonly nodes: readonly SchemaNode[];
  readonly unions: readonly Union[];
  readonly nullableUnion: Union | undefined;
}

function flatten(start: SchemaNode): Flat {
  const nodes = new Set<SchemaNode>();
  const unions: Union[] = [];
  let nullableUnion: Union | undefined;
  const visit = (node: SchemaNode): void => {
    if (nodes.has(node) || node.isNaming) return;
    nodes.add(node);
    const { ref, allOf } = node.keywords;
    for (const member of [ref, ...(allOf ?? [])]) if (member) visit(member);
    for (const keyword of ["anyOf", "oneOf"] as const) {
      const members = node.keywords[keyword];
      const rest = members?.filter((member) => !isNull(member));
      const [only] = rest ?? [];
      const pointer = childPointer(node.pointer, keyword);
      if (members?.length === 1 && members[0]) visit(members[0]);
      else if (members && rest?.length === 1 && only && isAlone(start, node)) {
        nullableUnion = { keyword, members, pointer };
        visit(only);
      } else if (members) unions.push({ keyword, members, pointer });
    }
  };
  visit(start);
  return { nodes: [...nodes], unions, nullableUnion };
}

function isNull({ keywords }: SchemaNode): boolean {
  return keywords.types?.size === 1 && keywords.types.has("null") && Object.keys(keywords).length === 1;
}

/** "This or null" means "nullable" only if no other keyword applies to the value. */
function isAlone(start: SchemaNode, node: SchemaNode): boolean {
  if (Object.keys(node.keywords).length > 1) return false;
  for (let at = start; at !== node; ) {
    const { ref, allOf, ...others } = at.keywords;
    const next = ref ?? (allOf?.length === 1 ? allOf[0] : undefined);
    if (!next || Object.keys(others).length > 0 || (ref && allOf)) return false;
    at = next;
  }
  return true;
}

function mergeTypes(nodes: readonly SchemaNode[]): Facets["types"] {
  let merged: Facets["types"];
  for (const { keywords, pointer } of nodes) {
    if (!keywords.types) continue;
    const value = new Set<JsonType | "integer">(
      [...keywords.types].map((type) => (type === "number" && keywords.integerOnly ? "integer" : type)),
    );
    const facet = { value, pointer: childPointer(pointer, "type") };
    merged = merged ? { ...merged, value: intersectTypes(merged.value, value) } : facet;
  }
  return merged;
}

type Types = ReadonlySet<JsonType | "integer">;

function intersectTypes(left: Types, right: Types): Types {
  const narrow = (types: Types, other: Types) =>
    [...types].flatMap((type): (JsonType | "integer")[] => {
      if (other.has(type)) return [type];
      if (type === "number" && other.has("integer")) return ["integer"];
      return type === "integer" && other.has("number") ? ["integer"] : [];
    });
  return new Set(narrow(left, right));
}

function mergeValues(nodes: readonly SchemaNode[]): Facet<readonly JsonValue[]> | undefined {
  let merged: Facet<readonly JsonValue[]> | undefined;
  for (const { keywords, pointer } of nodes) {
    const lists = [
      keywords.enum && { value: keywords.enum, pointer: childPointer(pointer, "enum") },
      keywords.const && { value: [keywords.const.value], pointer: childPointer(pointer, "const") },
    ].filter((list) => list !== undefined);
    for (const list of lists) {
      const before = merged;
      const value = before
        ? before.value.filter((item) => list.value.some((other) => isJsonEqual(item, other)))
        : list.value;
      merged = { value, pointer: (before ?? list).pointer };
    }
  }
  return merged;
}

function strictestBound(
  nodes: readonly SchemaNode[],
  side: "low" | "high",
  sign: 1 | -1,
): Facet<Bound> | undefined {
  let strictest: Facet<Bound> | undefined;
  for (const node of nodes) {
    const value = node.keywords[side];
    if (!value) continue;
    const distance = strictest ? (value.value - strictest.value.value) * sign : 1;
    if (distance < 0 || (distance === 0 && !value.exclusive)) continue;
    strictest = { value, pointer: boundPointer(node, side, value) };
  }
  return strictest;
}

function boundPointer(node: SchemaNode, side: "low" | "high", bound: Bound): string {
  const [inclusive, exclusive] =
    side === "low" ? ["minimum", "exclusiveMinimum"] : ["maximum", "exclusiveMaximum"];
  const isSeparate = isJsonObject(node.raw) && typeof node.raw[exclusive] === "number";
  return childPointer(node.pointer, bound.exclusive && isSeparate ? exclusive : inclusive);
}

function mergeRequired(nodes: readonly SchemaNode[]): ReadonlyMap<string, string> {
  const merged = new Map<string, string>();
  for (const { keywords, pointer } of nodes) {
    for (const name of keywords.required ?? []) {
      if (!merged.has(name)) merged.set(name, childPointer(pointer, "required"));
    }
  }
  return merged;
}

function mergeMaps(
  nodes: readonly SchemaNode[],
  read: (keywords: Keywords) => ReadonlyMap<string, SchemaNode> | undefined,
): ReadonlyMap<string, readonly SchemaNode[]> {
  const merged = new Map<string, SchemaNode[]>();
  for (const { keywords } of nodes) {
    for (const [name, child] of read(keywords) ?? []) merged.set(name, [...(merged.get(name) ?? []), child]);
  }
  return merged;
}

/** The properties that travel in the direction. */
function sentProperties({ properties, hidden }: Keywords): ReadonlyMap<string, SchemaNode> | undefined {
  if (hidden === undefined || properties === undefined) return properties;
  return new Map([...properties].filter(([name]) => !hidden.has(name)));
}

/** The value of a keyword in the first of the merged schemas that has it. */
export function readKeyword(
  facets: Facets,
  keyword: string,
): { readonly pointer: string; readonly value: JsonValue } | undefined {
  for (const { raw, pointer } of facets.nodes) {
    const value = isJsonObject(raw) ? raw[keyword] : undefined;
    if (value !== undefined) return { pointer: childPointer(pointer, keyword), value };
  }
  return undefined;
}

/** The strictest value of a keyword that limits a count. */
export function readStrictest(
  facets: Facets,
  keyword: CountKeyword,
): { readonly pointer: string; readonly value: number } | undefined {
  const sign = keyword.startsWith("min") ? 1 : -1;
  const found = facets.nodes.flatMap(({ keywords, pointer }) => {
    const value = keywords[keyword];
    return value === undefined ? [] : [{ value, pointer: childPointer(pointer, keyword) }];
  });
  return found.toSorted((left, right) => (right.value - left.value) * sign)[0];
}

/** The content of a text, in the terms of 3.1; 3.0 has the formats `byte` and `binary` for it. */
export function contentOf(facets: Facets): TextContent {
  const lowerText = (keyword: string) => {
    const value = readKeyword(facets, keyword)?.value;
    return typeof value === "string" ? value.toLowerCase() : undefined;
  };
  const format = lowerText("format");
  return {
    contentEncoding: lowerText("contentEncoding") ?? (format === "byte" ? "base64" : undefined),
    contentMediaType:
      lowerText("contentMediaType") ?? (format === "binary" ? "application/octet-stream" : undefined),
  };
}

/** Only these keywords of a schema. */
export function pickKeywords(keywords: Keywords, names: readonly (keyof Keywords)[]): Keywords {
  return Object.fromEntries(
    names.filter((name) => keywords[name] !== undefined).map((name) => [name, keywords[name]]),
  );
}
