import { isJsonObject, type JsonObject, type JsonValue } from "@gatehouse/contract";
import { jsonPointer } from "../json/jsonPointer.ts";
import { discriminateBranches } from "./discriminateBranches.ts";
import { hideDirectional } from "./hideDirectional.ts";
import { readScalars } from "./readScalars.ts";
import type { Keywords, SchemaNode } from "./SchemaNode.ts";
import type { SchemaSource } from "./SchemaSource.ts";

type Place = Pick<SchemaNode, "pointer" | "raw">;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const SINGLE = [
  "items",
  "contains",
  "unevaluatedItems",
  "additionalProperties",
  "propertyNames",
  "unevaluatedProperties",
  "not",
  "if",
  "then",
  "else",
  "contentSchema",
] as const;
const LISTS = ["prefixItems", "allOf", "anyOf", "oneOf"] as const;
const MAPS = ["properties", "patternProperties", "dependentSchemas"] as const;

/** Reads what a schema asserts, in the words of JSON Schema 2020-12. */
export function readKeywords(place: Place, source: SchemaSource): Keywords {
  const { raw, pointer } = place;
  if (typeof raw === "boolean") return { verdict: raw };
  if (!isJsonObject(raw)) return {};
  const ref = readRef(raw, source);
  // OpenAPI 3.0 ignores whatever stands beside a reference (3.0.4, 4.7.23).
  if (ref && source.dialect === "3.0") return { ref };
  const read: Mutable<Keywords> = {
    ...readScalars(raw, source.dialect),
    ...readChildren(raw, pointer, source),
  };
  if (ref) read.ref = ref;
  readDynamicRef(read, raw, source);
  dropIdle(read);
  const visible = hideDirectional(read, source);
  return readNullable(discriminateBranches(visible, raw, source), { raw, pointer, source });
}

function readRef(raw: JsonObject, source: SchemaSource): SchemaNode | undefined {
  const ref = raw.$ref;
  if (typeof ref !== "string" || !ref.startsWith("#")) return undefined;
  return source.at(decodeURIComponent(ref.slice(1)));
}

/**
 * Within one document an anchor that stands there once is the only one that a dynamic reference can mean; otherwise it
 * depends on the way that led to it.
 */
function readDynamicRef(
  read: Mutable<Keywords>,
  { $dynamicRef: ref }: JsonObject,
  source: SchemaSource,
): void {
  if (ref === undefined) return;
  const fragment = typeof ref === "string" && ref.startsWith("#") ? decodeURIComponent(ref.slice(1)) : "";
  const target = anchoredAt(fragment, source);
  if (!target) read.opaque = [`$dynamicRef ${String(ref)}`];
  else if (read.ref) read.allOf = [...(read.allOf ?? []), target];
  else read.ref = target;
}

/** The loader has written the pointer of the schema that the reference leads to at first. */
function anchoredAt(fragment: string, source: SchemaSource): SchemaNode | undefined {
  if (!fragment.startsWith("/")) return source.anchored(fragment);
  const { raw } = source.at(fragment);
  const name = isJsonObject(raw) ? raw.$dynamicAnchor : undefined;
  return typeof name === "string" ? source.anchored(name) : undefined;
}

function readChildren(raw: JsonObject, pointer: string, source: SchemaSource): Keywords {
  const read: Record<string, unknown> = {};
  const child = (value: JsonValue | undefined, ...tokens: (string | number)[]) =>
    source.at(jsonPointer.append(pointer, ...tokens), value);
  for (const keyword of SINGLE) {
    if (isSchema(raw[keyword])) read[keyword] = child(raw[keyword], keyword);
  }
  for (const keyword of LISTS) {
    const list = raw[keyword];
    if (Array.isArray(list) && list.length > 0)
      read[keyword] = list.map((value, index) => child(value, keyword, index));
  }
  for (const keyword of MAPS) {
    const map = raw[keyword];
    if (!isJsonObject(map)) continue;
    read[keyword] = new Map(Object.entries(map).map(([name, value]) => [name, child(value, keyword, name)]));
  }
  return read;
}

function isSchema(value: JsonValue | undefined): boolean {
  return isJsonObject(value) || typeof value === "boolean";
}

/** Drops keywords that assert nothing without their partner. */
function dropIdle(read: Mutable<Keywords>): void {
  if (read.then === undefined && read.else === undefined) delete read.if;
  if (read.if === undefined) {
    delete read.then;
    delete read.else;
  }
  if (read.contains === undefined) {
    delete read.minContains;
    delete read.maxContains;
  }
}

interface NullableContext {
  readonly raw: JsonObject;
  readonly pointer: string;
  readonly source: SchemaSource;
}

/**
 * `nullable` adds null to the type beside it. Beside a composition without a type it has, by the letter of 3.0.3,
 * no effect; every author who writes it means "or null", so that is how it is read.
 */
function readNullable(read: Keywords, context: NullableContext): Keywords {
  const { raw, pointer, source } = context;
  if (source.dialect !== "3.0" || raw.nullable !== true) return read;
  if (read.types) return { ...read, types: new Set([...read.types, "null"]) };
  if (!read.allOf && !read.anyOf && !read.oneOf) return read;
  const nothing = source.synthetic(jsonPointer.append(pointer, "nullable"), { types: new Set(["null"]) });
  return { anyOf: [source.synthetic(pointer, read), nothing] };
}
