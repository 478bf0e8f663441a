import type { JsonValue } from "../Contract.ts";
import { entriesOf, isObject } from "../json/jsonValues.ts";
import { conjunctionOf, referencePointer } from "./conjunctionOf.ts";
import type { Direction } from "./Direction.ts";
import type { SchemaDocument } from "./SchemaNode.ts";

const NONE: ReadonlySet<string> = new Set();

/**
 * The properties of a schema, with those of what it refers to and of its `allOf`, that do not travel in a direction:
 * `readOnly` ones are not for requests, `writeOnly` ones not for responses (OpenAPI 3.0.4, 4.7.24.1).
 */
export function hiddenProperties(
  document: SchemaDocument,
  { pointer: start, schema: raw }: { readonly pointer: string; readonly schema: JsonValue | undefined },
  direction: Direction,
): ReadonlySet<string> {
  const flag = direction === "request" ? "readOnly" : "writeOnly";
  const hidden = new Set<string>();
  for (const { pointer, schema } of isObject(raw)
    ? conjunctionOf(document, { pointer: start, schema: raw })
    : []) {
    for (const [name, property] of entriesOf(schema.properties)) {
      if (!isObject(property)) continue;
      if (property[flag] === true) hidden.add(name);
      if (property.$ref === undefined && property.allOf === undefined) continue;
      if (property.allOf === undefined) {
        if (isFlagged(document, property.$ref, flag)) hidden.add(name);
        continue;
      }
      const parts = conjunctionOf(document, { pointer: `${pointer}/properties/${name}`, schema: property });
      if (parts.some((part) => part.schema[flag] === true)) hidden.add(name);
    }
  }
  return hidden.size === 0 ? NONE : hidden;
}

type Flag = "readOnly" | "writeOnly";

/** By document what is known of the targets of references; many properties refer to the same schema. */
const flagged = new WeakMap<SchemaDocument, Map<string, boolean>>();

function isFlagged(document: SchemaDocument, reference: JsonValue | undefined, flag: Flag): boolean {
  const target = referencePointer(reference);
  if (target === undefined) return false;
  const known = flagged.get(document) ?? new Map<string, boolean>();
  flagged.set(document, known);
  const key = `${flag} ${target}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const { pointer, value } = document.resolve(target);
  const parts = isObject(value) ? conjunctionOf(document, { pointer, schema: value }) : [];
  const isHidden = parts.some(({ schema }) => schema[flag] === true);
  known.set(key, isHidden);
  return isHidden;
}
