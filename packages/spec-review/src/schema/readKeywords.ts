import { isJsonObject, type JsonObject, type JsonValue } from "@gatehouse/contract";
import { jsonPointer } from "../json/jsonPointer.ts";
import { readScalars } from "./readScalars.ts";
import type { Keywords, SchemaNode, SchemaSource } from "./SchemaNode.ts";

type Place = Pick<SchemaNode, "pointer" | "raw">;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A schema object and the place where it stands. */
interface RawSchema {
  readonly pointer: string;
  readonly raw: JsonObject;
}

interface Naming {
  readonly branch: SchemaNode;
  readonly propertyName: string;
  readonly mapping: ReadonlyMap<string, readonly string[]>;
  readonly source: SchemaSource;
}

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

/**
 * Takes away the properties that do not travel in this direction: read-only ones in a request, write-only ones in
 * a response. They are then neither declared nor required there (OpenAPI 3.0.4, 4.7.24.2).
 */
function hideDirectional(keywords: Keywords, source: SchemaSource): Keywords {
  const { properties } = keywords;
  if (!properties || !source.hasDirections) return keywords;
  const mark = source.view === "request" ? "readOnly" : "writeOnly";
  const isHidden = ({ raw }: RawSchema) => raw[mark] === true;
  const hidden = new Set(
    [...properties].filter(([, node]) => rawConjunction(node, source).some(isHidden)).map(([name]) => name),
  );
  if (hidden.size === 0) return keywords;
  const { required, ...rest } = keywords;
  const stillRequired = required?.filter((name) => !hidden.has(name)) ?? [];
  return {
    ...rest,
    hidden,
    properties: new Map([...properties].filter(([name]) => !hidden.has(name))),
    ...(stillRequired.length > 0 && { required: stillRequired }),
  };
}

/**
 * The schema objects that all hold where this one holds: itself, what it refers to, the members of `allOf`.
 * Works on the raw document, so that it can be asked while keywords are still being read.
 */
function rawConjunction(start: SchemaNode, source: SchemaSource): RawSchema[] {
  const found = new Map<string, RawSchema>();
  const open = [start.pointer];
  for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
    const { raw } = source.at(pointer);
    if (found.has(pointer) || !isJsonObject(raw)) continue;
    found.set(pointer, { pointer, raw });
    open.push(...conjunctPointers(pointer, raw));
  }
  return [...found.values()];
}

function conjunctPointers(pointer: string, raw: JsonObject): string[] {
  const { $ref: ref, allOf } = raw;
  const members = Array.isArray(allOf) ? allOf : [];
  const pointers = members.map((_, index) => jsonPointer.append(pointer, "allOf", index));
  if (typeof ref === "string" && ref.startsWith("#")) pointers.push(decodeURIComponent(ref.slice(1)));
  return pointers;
}

/**
 * Gives each branch of a discriminated union the values of the property that name it, so that the branches exclude
 * each other as their author means them to. A branch that fixes the property itself stays as it is.
 */
function discriminateBranches(read: Keywords, raw: JsonObject, source: SchemaSource): Keywords {
  const discriminator = raw.discriminator;
  if (!isJsonObject(discriminator)) return read;
  const propertyName = discriminator.propertyName;
  if (typeof propertyName !== "string") return read;
  const mapping = readMapping(discriminator.mapping);
  // Where the mapping leads nowhere, nobody can say by which value an alternative is named.
  if ([...mapping.keys()].some((pointer) => source.at(pointer).raw === true)) return read;
  const named = (branch: SchemaNode) => nameBranch({ branch, propertyName, mapping, source });
  return {
    ...read,
    ...(read.oneOf && { oneOf: read.oneOf.map(named) }),
    ...(read.anyOf && { anyOf: read.anyOf.map(named) }),
  };
}

function nameBranch({ branch, propertyName, mapping, source }: Naming): SchemaNode {
  const ref = isJsonObject(branch.raw) ? branch.raw.$ref : undefined;
  if (typeof ref !== "string" || fixesProperty(branch, propertyName, source)) return branch;
  const target = decodeURIComponent(ref.slice(1));
  const names = mapping.get(target) ?? [jsonPointer.tokens(target).at(-1) ?? ""];
  const value = source.synthetic(branch.pointer, { enum: names });
  const name = source.synthetic(branch.pointer, {
    types: new Set(["object"]),
    required: [propertyName],
    properties: new Map([[propertyName, value]]),
  });
  return source.synthetic(branch.pointer, { allOf: [branch, { ...name, isNaming: true }] });
}

function fixesProperty(branch: SchemaNode, propertyName: string, source: SchemaSource): boolean {
  return rawConjunction(branch, source).some(({ pointer }) => {
    const property = source.at(jsonPointer.append(pointer, "properties", propertyName));
    return rawConjunction(property, source).some(
      ({ raw }) => raw.enum !== undefined || raw.const !== undefined,
    );
  });
}

/** Values by the pointer of the schema they name; a bare name means a component. */
function readMapping(mapping: JsonValue | undefined): Map<string, string[]> {
  const names = new Map<string, string[]>();
  if (!isJsonObject(mapping)) return names;
  for (const [value, target] of Object.entries(mapping)) {
    if (typeof target !== "string") continue;
    const pointer = target.startsWith("#") ? target.slice(1) : `/components/schemas/${target}`;
    names.set(pointer, [...(names.get(pointer) ?? []), value]);
  }
  return names;
}
