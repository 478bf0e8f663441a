import type { JsonObject, JsonValue, ResolvedValue } from "../Contract.ts";
import { childPointer, formatPointer, pointerOfFragment, pointerSegments } from "../json/jsonPointer.ts";
import { childOf, elementsOf, isObject, textOf } from "../json/jsonValues.ts";
import type { SchemaDocument } from "./SchemaNode.ts";

/** A schema object with its pointer in the document. */
export interface RawSchema {
  readonly pointer: string;
  readonly schema: JsonObject;
}

/** The value at a pointer, itself where it is a reference: its siblings hold beside what it leads to. */
export function schemaAt(document: SchemaDocument, pointer: string): ResolvedValue {
  const segments = pointerSegments(pointer);
  const last = segments.at(-1);
  const parent = document.resolve(formatPointer(segments.slice(0, -1)));
  const value = last === undefined ? undefined : childOf(parent.value, last);
  if (last === undefined || value === undefined) return document.resolve(pointer);
  return { pointer: childPointer(parent.pointer, last), value };
}

/** The pointer that a `$ref` or `$dynamicRef` of a bundled document leads to. */
export function referencePointer(reference: JsonValue | undefined): string | undefined {
  const text = textOf(reference);
  return text?.startsWith("#") === true ? pointerOfFragment(text) : undefined;
}

/**
 * The schema objects that all hold where one holds: itself, what it refers to, the members of its `allOf`, to any
 * depth. Works on the document, so that it can be asked while the normal form is still being read.
 */
export function conjunctionOf(
  document: SchemaDocument,
  { pointer, schema }: RawSchema,
): readonly RawSchema[] {
  if (schema.$ref === undefined && schema.allOf === undefined) return [{ pointer, schema }];
  const found = new Map<JsonObject, RawSchema>();
  const open: RawSchema[] = [{ pointer, schema }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next.schema)) continue;
    found.set(next.schema, next);
    open.push(...conjuncts(document, next));
  }
  return [...found.values()];
}

function conjuncts(document: SchemaDocument, { pointer, schema }: RawSchema): readonly RawSchema[] {
  const parts: RawSchema[] = [];
  for (const [index, part] of elementsOf(schema.allOf).entries()) {
    if (isObject(part)) parts.push({ pointer: childPointer(pointer, "allOf", String(index)), schema: part });
  }
  const target = referencePointer(schema.$ref);
  const referred = target === undefined ? undefined : document.resolve(target);
  if (isObject(referred?.value)) parts.push({ pointer: referred.pointer, schema: referred.value });
  return parts;
}
