import type { JsonValue } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { setOwn } from "../json/jsonValues.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { SchemaValidators } from "../schema/SchemaValidators.ts";
import { isExactNumber, isJsonNumber } from "./isExactNumber.ts";
import { parseJsonText } from "./parseJsonText.ts";
import { itemSchemasOf, propertySchemas, type SchemaFacts, schemaFacts } from "./SchemaFacts.ts";
import { Repeated, type SplitValue } from "./splitStyled.ts";

/** A meaning of texts under a schema. */
export interface TypedValue {
  readonly value: JsonValue;
  /** By JSON pointer into the value: the texts of numbers that JavaScript cannot hold, so that `value` has others. */
  readonly inexact: ReadonlyMap<string, string>;
}

/** Which type a text is read as where its schemas take several. */
type Preference = "boolean" | "null" | "number" | "string" | "written";

const PREFERENCES: readonly Preference[] = ["written", "string", "number", "boolean", "null"];

/**
 * What texts can mean under schemas, the likeliest meaning first. Where the schemas of a text take several types, the
 * first one in the order of the document counts that a schema accepts; the further meanings prefer one type each.
 */
export function* typedValues(
  validators: SchemaValidators,
  schemas: readonly SchemaNode[],
  split: SplitValue,
): Iterable<TypedValue> {
  const seen = new Set<string>();
  for (const preference of PREFERENCES) {
    const typing: Typing = { validators, preference, inexact: new Map(), isAmbiguous: false };
    const value = typeValue(typing, { schemas, split, node: undefined });
    if (!typing.isAmbiguous) return yield { value, inexact: typing.inexact };
    const key = JSON.stringify(value);
    if (!seen.has(key)) yield { value, inexact: typing.inexact };
    seen.add(key);
  }
  return;
}

interface Typing {
  readonly validators: SchemaValidators;
  readonly preference: Preference;
  readonly inexact: Map<string, string>;
  /** Whether some text can be read as several types, so that another preference can give another value. */
  isAmbiguous: boolean;
}

/** A node of the value, as keys from the root; pointers are built on demand. */
interface ValueNode {
  readonly parent: ValueNode | undefined;
  readonly key: string;
}

function pointerOf(node: ValueNode | undefined): string {
  return node === undefined ? "" : childPointer(pointerOf(node.parent), node.key);
}

interface Untyped {
  readonly schemas: readonly SchemaNode[];
  readonly split: SplitValue;
  /** `undefined` for the whole value. */
  readonly node: ValueNode | undefined;
}

function typeValue(typing: Typing, untyped: Untyped): JsonValue {
  const { split } = untyped;
  if (typeof split === "string") return typeText(typing, { ...untyped, split });
  if (split instanceof Repeated) return typeRepeated(typing, untyped, split.texts);
  return split instanceof Map
    ? typeObject(typing, untyped, split)
    : typeList(typing, untyped, [...split.values()]);
}

/** A text that came alone is a list only where the schemas take no scalar, or where it is no such scalar. */
function typeRepeated(typing: Typing, untyped: Untyped, texts: readonly string[]): JsonValue {
  const [only = "", ...others] = texts;
  const { kinds } = schemaFacts(typing.validators, untyped.schemas);
  if (kinds.size > 1) typing.isAmbiguous = true;
  const prefersScalar = kinds.has("primitive") && typing.preference === "written";
  return others.length === 0 && (prefersScalar || !kinds.has("array"))
    ? typeText(typing, { ...untyped, split: only })
    : typeList(typing, untyped, texts);
}

function typeList(typing: Typing, { schemas, node }: Untyped, parts: readonly SplitValue[]): JsonValue {
  const schemasOf = itemSchemasOf(schemas);
  return parts.map((split, index) =>
    typeValue(typing, { schemas: schemasOf(index), split, node: { parent: node, key: String(index) } }),
  );
}

function typeObject(
  typing: Typing,
  { schemas, node }: Untyped,
  members: ReadonlyMap<string, SplitValue>,
): JsonValue {
  const object: Record<string, JsonValue> = {};
  for (const [name, split] of members) {
    const property = propertySchemas(typing.validators, schemas, name);
    setOwn(object, name, typeValue(typing, { schemas: property, split, node: { parent: node, key: name } }));
  }
  return object;
}

function typeText(typing: Typing, { schemas, split, node }: Untyped & { readonly split: string }): JsonValue {
  const { validators, preference } = typing;
  const facts = schemaFacts(validators, schemas);
  const order = preference === "written" ? facts.scalars : preferred(facts.scalars, preference);
  const readings = [...readNested(facts, split), ...order.flatMap((name) => readScalar(split, name))];
  if (readings.length > 1) typing.isAmbiguous = true;
  const isAccepted = (one: JsonValue) => schemas.some((node) => validators.fits(node, one));
  const accepted = preference === "written" && readings.length > 1 ? readings.findIndex(isAccepted) : 0;
  const value = readings.length === 0 ? split : (readings[Math.max(accepted, 0)] ?? null);
  if (typeof value === "number" && !isExactNumber(split, { asInteger: facts.isInteger })) {
    typing.inexact.set(pointerOf(node), split);
  }
  return value;
}

function preferred(scalars: readonly string[], preference: string): readonly string[] {
  return scalars.includes(preference) ? [preference, ...scalars] : scalars;
}

/** No style defines how values inside of values are written; where there is one, its text is read as JSON. */
function readNested({ types }: SchemaFacts, text: string): readonly JsonValue[] {
  const isNested =
    (text.startsWith("[") && types.has("array")) || (text.startsWith("{") && types.has("object"));
  if (!isNested) return [];
  try {
    const { value, inexact } = parseJsonText(text);
    return inexact.size === 0 ? [value] : [];
  } catch {
    return [];
  }
}

/** `null` has no text that OpenAPI defines; the empty text and `null` are taken for it. */
function readScalar(text: string, type: string): readonly JsonValue[] {
  switch (type) {
    case "number":
      return isJsonNumber(text) ? [boundedNumber(text)] : [];
    case "boolean":
      return text === "true" || text === "false" ? [text === "true"] : [];
    case "null":
      return text === "" || text === "null" ? [null] : [];
    default:
      return [text];
  }
}

/** JSON knows no infinity; a number beyond the largest double is inexact anyway. */
function boundedNumber(text: string): number {
  const value = Number(text);
  return Number.isFinite(value) ? value : Math.sign(value) * Number.MAX_VALUE;
}
