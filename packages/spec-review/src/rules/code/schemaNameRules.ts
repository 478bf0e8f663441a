import { childPointer, isJsonObject, type JsonObject, type JsonValue } from "@gatehouse/contract";
import { describeSite } from "../../facets/describeSite.ts";
import type { DocumentPair } from "../../walk/DocumentPair.ts";
import type { DocumentRule, DocumentRuleFinding } from "../Rule.ts";
import { words } from "../words.ts";

/** The same schema in both documents. */
interface SchemaPair {
  readonly way: Way;
  readonly base: JsonObject;
  readonly head: JsonObject;
}

/** A pointer, written from its end: few of all that are walked are asked for. */
type Way = { readonly key: string | number; readonly before: Way } | undefined;

function pointerOf(way: Way): string {
  return way === undefined ? "" : childPointer(pointerOf(way.before), way.key);
}

/** Values of documents, in which nothing is a schema. */
const NO_SCHEMAS: ReadonlySet<string> = new Set([
  "example",
  "examples",
  "default",
  "enum",
  "const",
  "mapping",
]);

const known = new WeakMap<DocumentPair, readonly SchemaPair[]>();

/** The schemas that stand at the same pointer in both documents and are not the same. */
function schemaPairs(pair: DocumentPair): readonly SchemaPair[] {
  const { base, head } = pair.documents;
  const before = known.get(pair);
  if (before) return before;
  const pairs: SchemaPair[] = [];
  walk(pairs, { way: undefined, base: base.root, head: head.root }, false);
  known.set(pair, pairs);
  return pairs;
}

function walk(found: SchemaPair[], pair: SchemaPair, isSchema: boolean): void {
  const { way, base, head } = pair;
  if (isSchema) found.push(pair);
  const isMap = !isSchema && way?.key === "schemas" && way.before?.key === "components" && !way.before.before;
  for (const [key, old] of Object.entries(base)) {
    const now: JsonValue | undefined = Object.hasOwn(head, key) ? head[key] : undefined;
    if (now === undefined || NO_SCHEMAS.has(key) || key.startsWith("x-")) continue;
    const isInner = isMap || key === "schema" || (isSchema && HOLDS_SCHEMA.has(key));
    const inner = { isInner, isMap: isSchema && HOLDS_SCHEMAS.has(key) };
    walkInto(found, { way: { key, before: way }, values: [old, now] }, inner);
  }
}

const HOLDS_SCHEMA: ReadonlySet<string> = new Set([
  ...["items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"],
  ...["allOf", "anyOf", "oneOf", "prefixItems"],
]);
const HOLDS_SCHEMAS: ReadonlySet<string> = new Set(["properties", "patternProperties", "$defs"]);

interface Inner {
  readonly isInner: boolean;
  readonly isMap: boolean;
}

interface ValuePair {
  readonly way: Way;
  readonly values: readonly [JsonValue, JsonValue];
}

function walkInto(
  found: SchemaPair[],
  { way, values: [old, now] }: ValuePair,
  { isInner, isMap }: Inner,
): void {
  if (Array.isArray(old) && Array.isArray(now)) {
    for (const [key, item] of old.entries()) {
      const other: JsonValue | undefined = now[key];
      if (isJsonObject(item) && isJsonObject(other))
        walk(found, { way: { key, before: way }, base: item, head: other }, isInner);
    }
  } else if (isJsonObject(old) && isJsonObject(now)) {
    if (!isMap) walk(found, { way, base: old, head: now }, isInner);
    else
      for (const [key, member] of Object.entries(old))
        walkInto(found, { way: { key, before: way }, values: [member, now[key] ?? null] }, MEMBER);
  }
}

const MEMBER: Inner = { isInner: true, isMap: false };

function sidesOf({ way, base, head }: SchemaPair, key: string) {
  const pointer = pointerOf(way);
  const { component, path } = describeSite(pointer);
  return {
    subject: `${component ?? pointer}${path}`,
    base: { pointer: childPointer(pointer, key), value: base[key] },
    head: { pointer: childPointer(pointer, key), value: head[key] },
  };
}

/** The title of a schema, of which some generators make the name of its type. */
const titleChanged: DocumentRule = {
  id: "schema-title-changed",
  axis: "code",
  severity: "safe",
  summary: "The title of a schema changed: generators that name a type after it rename the type.",
  checkDocument: (pair) =>
    schemaPairs(pair)
      .filter(({ base, head }) => typeof base.title === "string" && base.title !== head.title)
      .map((schemas): DocumentRuleFinding => {
        const sides = sidesOf(schemas, "title");
        return {
          ...sides,
          title: `The title of ${words.code(sides.subject)} changed from ${words.code(schemas.base.title)} to ${words.code(schemas.head.title)}`,
          why: "Generators that name a type after the title rename it.",
          remedy: "Keep the title, and put the new text into `description`.",
        };
      }),
};

const NAMES = ["x-enum-varnames", "x-enumNames", "x-enum-names"] as const;

/** The names that generators give to listed values. */
const enumNamesChanged: DocumentRule = {
  id: "enum-names-changed",
  axis: "code",
  severity: "safe",
  summary: "`x-enum-varnames` gives listed values other names: generated constants are renamed.",
  checkDocument: (pair) =>
    schemaPairs(pair).flatMap((schemas) =>
      NAMES.flatMap((key): DocumentRuleFinding[] => {
        const lost = lostNames(schemas, key);
        if (lost.length === 0) return [];
        const sides = sidesOf(schemas, key);
        return [
          {
            ...sides,
            title: `${words.list(lost)} of ${words.code(sides.subject)} ${lost.length === 1 ? "has" : "have"} another name in ${words.code(key)}`,
            why: "Code that uses the generated constants by their names stops compiling.",
            remedy: "Keep the names of existing values.",
          },
        ];
      }),
    ),
};

/** The values that both list and that are called otherwise now. */
function lostNames({ base, head }: SchemaPair, key: string): JsonValue[] {
  const [old, now] = [base, head].map((schema) => namedValues(schema, key));
  return [...(old ?? [])]
    .filter(([value, name]) => now?.has(value) === true && now.get(value) !== name)
    .map(([value]) => value);
}

function namedValues(schema: JsonObject, key: string): Map<JsonValue, JsonValue | undefined> {
  const { enum: values } = schema;
  const names: readonly JsonValue[] = Array.isArray(schema[key]) ? schema[key] : [];
  return new Map(Array.isArray(values) ? values.map((value, index) => [value, names[index]]) : []);
}

/** The rules about names of schemas and their values in generated code. */
export const schemaNameRules: readonly DocumentRule[] = [titleChanged, enumNamesChanged];
