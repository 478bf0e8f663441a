import { canonicalJson, isJsonObject, type JsonObject } from "@gatehouse/contract";
import type { SchemaNode } from "../schema/SchemaNode.ts";

/** Annotations that change no set of values and still matter to somebody. */
const TELLING = [
  "default",
  "deprecated",
  "readOnly",
  "writeOnly",
  "discriminator",
  "xml",
  "contentEncoding",
  "contentMediaType",
  "contentSchema",
  "x-sunset",
  "x-extensible-enum",
  "x-enum-deprecated",
] as const;

const known = new WeakMap<object, string>();

/** The telling annotations of a schema as one text. */
export function annotationsOf({ raw }: SchemaNode): string {
  if (!isJsonObject(raw)) return "";
  const text = known.get(raw) ?? read(raw);
  known.set(raw, text);
  return text;
}

function read(raw: JsonObject): string {
  return TELLING.filter((name) => raw[name] !== undefined)
    .map((name) => `${name}=${canonicalJson(raw[name] ?? null)}`)
    .join(";");
}
