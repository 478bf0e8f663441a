import type { Contract, JsonValue } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { childOf, isObject } from "../json/jsonValues.ts";

/** A schema with the pointer under which it stands in the document. */
export interface SchemaRef {
  readonly pointer: string;
  readonly schema: JsonValue | undefined;
}

/** The schema at a pointer of the document. */
export function schemaAt(contract: Contract, pointer: string): SchemaRef {
  const { pointer: actual, value } = contract.resolve(pointer);
  return { pointer: actual, schema: value };
}

/** The schema below a schema. */
export function subschema(parent: SchemaRef, ...segments: readonly string[]): SchemaRef {
  const schema = segments.reduce<JsonValue | undefined>(childOf, parent.schema);
  return { pointer: childPointer(parent.pointer, ...segments), schema };
}

/** What a schema refers to by `$ref`, if it does. */
export function referredSchema(contract: Contract, { schema }: SchemaRef): SchemaRef | undefined {
  const reference = isObject(schema) ? schema.$ref : undefined;
  return typeof reference === "string"
    ? schemaAt(contract, decodeURIComponent(reference.slice(1)))
    : undefined;
}
