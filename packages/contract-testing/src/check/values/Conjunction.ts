import {
  type Contract,
  childOf,
  elementsOf,
  isJsonEqual,
  isSchemaNode,
  type JsonObject,
  type JsonValue,
  plainKeywords,
  type SchemaNode,
  schemaValidators,
} from "@gatehouse/contract";

/** A schema of the document, or one that was made from it. */
export interface Piece {
  readonly pointer: string;
  /** Its keywords in the words of JSON Schema 2020-12. */
  readonly schema: JsonValue | undefined;
  /** The schema in its normal form; absent where it was made here. */
  readonly node?: SchemaNode;
  /** Set when the keywords are not those of the document any more, so that they cannot be validated by. */
  readonly made?: boolean;
}

/** The schema at a pointer of a document, as it applies to requests. */
export function pieceAt(contract: Contract, pointer: string): Piece {
  return pieceOf(schemaValidators(contract, "request").reader.at(pointer));
}

/** A schema in its normal form as a piece. */
export function pieceOf(node: SchemaNode): Piece {
  return { pointer: node.pointer, schema: node.keywords.booleanSchema ?? plainKeywords(node), node };
}

/** The schema under a keyword of a constraint; of one that was made, as it was made. */
export function childPiece(constraint: Constraint, keyword: string, name?: string | number): Piece {
  const rule: unknown = constraint.node?.keywords[keyword as keyof SchemaNode["keywords"]];
  const inner: unknown =
    rule instanceof Map
      ? rule.get(name)
      : Array.isArray(rule) && typeof name === "number"
        ? rule[name]
        : rule;
  if (isSchemaNode(inner)) return pieceOf(inner);
  const value = childOf(constraint.schema, keyword);
  const schema = name === undefined ? value : childOf(value, String(name));
  return { pointer: constraint.pointer, schema, made: true };
}

/** One schema with the keywords of JSON Schema 2020-12, references and compositions taken out. */
export interface Constraint extends Piece {
  readonly schema: JsonObject;
  /** Set for the condition of an `if`: it holds in this way, but no value has to meet it. */
  readonly isAssumed?: boolean;
}

/** Schemas that all have to hold. */
export type Conjunction = readonly Constraint[];

/** The same conjunction with other keywords in one of its members; `undefined` removes a keyword. */
export function withKeywords(
  conjunction: Conjunction,
  changed: Constraint,
  keywords: Readonly<Record<string, JsonValue | undefined>>,
): Conjunction {
  return conjunction.map((constraint) => {
    if (constraint !== changed) return constraint;
    const entries = Object.entries({ ...constraint.schema, ...keywords });
    const kept = entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
    return { ...constraint, schema: Object.fromEntries(kept), made: true };
  });
}

/** The values of a keyword in all members that have it. */
export function valuesOf(conjunction: Conjunction, keyword: string): readonly JsonValue[] {
  return conjunction.flatMap(({ schema }) => {
    const value = Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
    return value === undefined ? [] : [value];
  });
}

/** The numbers of a keyword in all members that have it. */
export function numbersOf(conjunction: Conjunction, keyword: string): readonly number[] {
  return valuesOf(conjunction, keyword).filter((value) => typeof value === "number");
}

/** The values that `enum` and `const` leave; `undefined` where no member has either. */
export function listedValues(conjunction: Conjunction): readonly JsonValue[] | undefined {
  const lists = [
    ...valuesOf(conjunction, "enum").map(elementsOf),
    ...valuesOf(conjunction, "const").map((value) => [value]),
  ];
  const [first, ...others] = lists;
  if (first === undefined) return undefined;
  return first.filter((value) => others.every((list) => list.some((other) => isJsonEqual(value, other))));
}

/** The types of JSON Schema. */
export const JSON_TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"] as const;

/** A type of JSON Schema; a number that is not an integer is "number". */
export type JsonType = (typeof JSON_TYPES)[number];

/** The types that a conjunction allows, as far as it names some; `undefined` where it names none. */
export function typesOf(conjunction: Conjunction): ReadonlySet<JsonType> | undefined {
  const typeLists = valuesOf(conjunction, "type").map(readTypes);
  const [first, ...others] = typeLists;
  if (first === undefined) return undefined;
  const common = new Set([...first].filter((type) => others.every((types) => types.has(type))));
  if (common.has("number")) common.delete("integer");
  return common;
}

/** The types to make values of: those that the conjunction allows, or else those that its keywords are about. */
export function typesToMake(conjunction: Conjunction): ReadonlySet<JsonType> {
  const types = typesOf(conjunction);
  if (types !== undefined) return types;
  const listed = listedValues(conjunction);
  if (listed !== undefined) return new Set(listed.map(typeOf));
  const about = new Set<JsonType>();
  for (const { schema } of conjunction) {
    for (const keyword of Object.keys(schema)) {
      const type = KEYWORD_TYPES.get(keyword);
      if (type !== undefined) about.add(type);
    }
  }
  return about;
}

/** The type of a value. */
export function typeOf(value: unknown): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return JSON_TYPES.find((type) => type === typeof value) ?? "object";
}

/** An integer is a number as well. */
function readTypes(value: unknown): ReadonlySet<JsonType> {
  const names = typeof value === "string" ? [value] : elementsOf(value as string[]);
  const types = new Set(JSON_TYPES.filter((type) => names.includes(type)));
  if (types.has("number")) types.add("integer");
  return types;
}

const KEYWORDS_BY_TYPE: Partial<Record<JsonType, readonly string[]>> = {
  object: [
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "minProperties",
    "maxProperties",
    "propertyNames",
  ],
  array: ["items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems"],
  string: ["minLength", "maxLength", "pattern"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
};
const KEYWORD_TYPES = new Map<string, JsonType>(
  Object.entries(KEYWORDS_BY_TYPE).flatMap(([type, keywords]) =>
    keywords.map((keyword) => [keyword, type as JsonType] as const),
  ),
);
