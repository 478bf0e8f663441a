import { childPointer, isJsonObject, type JsonObject, type JsonValue } from "@gatehouse/contract";
import { describeSite } from "../../facets/describeSite.ts";
import type { DocumentPair } from "../../walk/DocumentPair.ts";
import type { DocumentRule, DocumentTold } from "../Rule.ts";
import { words } from "../words.ts";

/** The same schema in both documents. */
interface SchemaPair {
  readonly pointer: string;
  readonly base: JsonObject;
  readonly head: JsonObject;
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
  const pairs = known.get(pair) ?? [...walk({ pointer: "", base: base.root, head: head.root }, false)];
  known.set(pair, pairs);
  return pairs;
}

function* walk({ pointer, base, head }: SchemaPair, isSchema: boolean): Generator<SchemaPair> {
  if (isSchema) yield { pointer, base, head };
  const isMap = isSchema ? false : pointer === "/components/schemas";
  for (const [key, old] of Object.entries(base)) {
    const now: JsonValue | undefined = Object.hasOwn(head, key) ? head[key] : undefined;
    if (now === undefined || NO_SCHEMAS.has(key) || key.startsWith("x-")) continue;
    const path = childPointer(pointer, key);
    const isInner = isMap || key === "schema" || (isSchema && HOLDS_SCHEMA.has(key));
    yield* walkInto(path, [old, now], { isInner, isMap: isSchema && HOLDS_SCHEMAS.has(key) });
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

function* walkInto(
  pointer: string,
  [old, now]: readonly [JsonValue, JsonValue],
  { isInner, isMap }: Inner,
): Generator<SchemaPair> {
  if (Array.isArray(old) && Array.isArray(now)) {
    for (const [index, item] of old.entries()) {
      const other: JsonValue | undefined = now[index];
      if (isJsonObject(item) && isJsonObject(other))
        yield* walk({ pointer: childPointer(pointer, index), base: item, head: other }, isInner);
    }
  } else if (isJsonObject(old) && isJsonObject(now)) {
    if (!isMap) yield* walk({ pointer, base: old, head: now }, isInner);
    else
      for (const [name, member] of Object.entries(old))
        yield* walkInto(childPointer(pointer, name), [member, now[name] ?? null], {
          isInner: true,
          isMap: false,
        });
  }
}

function tellOf({ pointer, base, head }: SchemaPair, key: string) {
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
  summary:
    "The title of a schema changed: generators that make the name of a type of it call the type otherwise.",
  checkDocument: (pair) =>
    schemaPairs(pair)
      .filter(({ base, head }) => typeof base.title === "string" && base.title !== head.title)
      .map((schemas): DocumentTold => {
        const told = tellOf(schemas, "title");
        return {
          ...told,
          title: `The title of ${words.code(told.subject)} changed from ${words.code(schemas.base.title)} to ${words.code(schemas.head.title)}`,
          why: "Generators that make the name of a type of the title call it otherwise.",
          wayOut: "Keep the title, and say the new words in `description`.",
        };
      }),
};

const NAMES = ["x-enum-varnames", "x-enumNames", "x-enum-names"] as const;

/** The names that generators give to listed values. */
const enumNamesChanged: DocumentRule = {
  id: "enum-names-changed",
  axis: "code",
  severity: "safe",
  summary: "`x-enum-varnames` gives listed values other names: generated constants are called otherwise.",
  checkDocument: (pair) =>
    schemaPairs(pair).flatMap((schemas) =>
      NAMES.flatMap((key): DocumentTold[] => {
        const lost = lostNames(schemas, key);
        if (lost.length === 0) return [];
        const told = tellOf(schemas, key);
        return [
          {
            ...told,
            title: `${words.list(lost)} of ${words.code(told.subject)} ${lost.length === 1 ? "has" : "have"} another name in ${words.code(key)}`,
            why: "Code that uses the generated constants by their names stops compiling.",
            wayOut: "Keep the names of values that are there already.",
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
