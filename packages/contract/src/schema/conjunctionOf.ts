import type { JsonObject, JsonValue } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { elementsOf, isObject, textOf } from "../json/jsonValues.ts";
import type { SchemaDocument } from "./SchemaNode.ts";

/** A schema object with its pointer in the document. */
export interface RawSchema {
  readonly pointer: string;
  readonly schema: JsonObject;
}

/** The pointer that a `$ref` or `$dynamicRef` of a bundled document leads to. */
export function referencePointer(reference: JsonValue | undefined): string | undefined {
  const text = textOf(reference);
  return text?.startsWith("#") === true ? decodeURIComponent(text.slice(1)) : undefined;
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
