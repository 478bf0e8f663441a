import type { JsonObject, JsonValue } from "../Contract.ts";
import { formatPointer } from "../json/jsonPointer.ts";
import { isList, isObject } from "../json/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import { type FieldRule, OBJECT_SHAPES, type ObjectKind, type PlainKind } from "./objectShapes.ts";
import { type KeywordRule, SCHEMA_KEYWORDS_31 } from "./schemaKeywords.ts";

/** A part of a document that stands where OpenAPI has nothing, so that nothing reads it. */
export interface UnreadContent {
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly value: JsonValue;
}

/**
 * Lists what no reader of a bundled document looks at: objects and lists under keys that OpenAPI and JSON Schema do
 * not have, keys that are misspelt, and values of another type than their key takes. Extensions (`x-`) are not listed.
 */
export function unreadContent(document: JsonObject): UnreadContent[] {
  const found: UnreadContent[] = [];
  const add = (path: Path, value: JsonValue) =>
    found.push({ pointer: formatPointer(segmentsOf(path)), value });
  visitObject({ add }, "document", { value: document, path: undefined });
  return found;
}

/** A way, written from its end, so that ways share what they have in common. */
type Path = { readonly key: string; readonly before: Path } | undefined;

interface Visit {
  readonly value: JsonValue;
  readonly path: Path;
}

interface Walk {
  add(path: Path, value: JsonValue): void;
}

function segmentsOf(path: Path): string[] {
  const segments: string[] = [];
  for (let at = path; at; at = at.before) segments.push(at.key);
  return segments.reverse();
}

function visit(walk: Walk, rule: FieldRule, { value, path }: Visit): void {
  if (rule === "data") return;
  if (rule === "string" || rule === "boolean") {
    if (typeof value === "object" && value !== null) walk.add(path, value);
    return;
  }
  if (!/^(\[\]|\{\})/.test(rule)) visitKind(walk, rule as ObjectKind, { value, path });
  else visitMembers(walk, rule, { value, path });
}

function visitMembers(walk: Walk, rule: FieldRule, { value, path }: Visit): void {
  if (rule.startsWith("[]") ? !isList(value) : !isObject(value)) {
    walk.add(path, value);
    return;
  }
  for (const [key, child] of Object.entries(value as object) as [string, JsonValue][]) {
    visit(walk, rule.slice(2) as FieldRule, { value: child, path: { key, before: path } });
  }
}

function visitKind(walk: Walk, kind: ObjectKind, { value, path }: Visit): void {
  const isReference = isObject(value) && typeof value.$ref === "string";
  if (kind === "schema") visitSchema(walk, { value, path });
  else if (!isObject(value)) walk.add(path, value);
  else if (!isReference) visitObject(walk, kind, { value, path });
}

function visitObject(walk: Walk, kind: PlainKind, { value, path }: Visit): void {
  const { fields, others, otherKeys, since32 = [] } = OBJECT_SHAPES[kind];
  for (const [key, child] of Object.entries(value as JsonObject)) {
    const here = { value: child, path: { key, before: path } };
    // Readers take `2xx` for `2XX`.
    const form = kind === "responses" ? key.toUpperCase() : key;
    const isOther = others !== undefined && !key.startsWith("x-") && (otherKeys?.test(form) ?? true);
    // What is new in 3.2 is checked when it is loaded, and not read by anything else yet.
    const isField = Object.hasOwn(fields, key) && !since32.includes(key);
    const rule = (isField ? fields[key] : undefined) ?? (isOther ? others : undefined);
    if (rule !== undefined) visit(walk, rule, here);
    else addUnknown(walk, Object.keys(fields), { ...here, key });
  }
}

function addUnknown(
  walk: Walk,
  known: readonly string[],
  { key, value, path }: Visit & { readonly key: string },
): void {
  if (key.startsWith("x-") || key === "$ref") return;
  const holdsContent = typeof value === "object" && value !== null;
  if (holdsContent || nearestName(key, known) !== undefined) walk.add(path, value);
}

function visitSchema(walk: Walk, { value, path }: Visit): void {
  if (typeof value === "boolean") return;
  if (!isObject(value)) {
    walk.add(path, value);
    return;
  }
  for (const [key, child] of Object.entries(value)) {
    const here = { value: child, path: { key, before: path } };
    const rule = Object.hasOwn(SCHEMA_KEYWORDS_31, key) ? SCHEMA_KEYWORDS_31[key] : undefined;
    if (rule === undefined) {
      if (!OTHER_KEYWORDS.has(key)) addUnknown(walk, Object.keys(SCHEMA_KEYWORDS_31), { ...here, key });
    } else if (FIELDS[rule] !== undefined) visit(walk, FIELDS[rule], here);
    else if (rule === "boolean or schema" && typeof child === "boolean") continue;
    else if (rule === "schema" || rule === "boolean or schema") visitSchema(walk, here);
  }
}

/** Keywords of JSON Schema that change no value, or that readers know although OpenAPI does not name them. */
const OTHER_KEYWORDS: ReadonlySet<string> = new Set([
  "$anchor",
  "$dynamicAnchor",
  "$dynamicRef",
  "$id",
  "$schema",
  "$vocabulary",
  "id",
  "definitions",
  "example",
  "examples",
]);

const FIELDS: Readonly<Partial<Record<KeywordRule, FieldRule>>> = {
  "array of schemas": "[]schema",
  "map of schemas": "{}schema",
  discriminator: "discriminator",
};
