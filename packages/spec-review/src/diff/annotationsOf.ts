import { canonicalJson, isJsonObject } from "@gatehouse/contract";
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
] as const;

/** The telling annotations of a schema as one text. */
export function annotationsOf({ raw }: SchemaNode): string {
  if (!isJsonObject(raw)) return "";
  return TELLING.filter((name) => raw[name] !== undefined)
    .map((name) => `${name}=${canonicalJson(raw[name] ?? null)}`)
    .join(";");
}
