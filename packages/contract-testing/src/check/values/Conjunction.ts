import {
  type Contract,
  elementsOf,
  isJsonEqual,
  type JsonObject,
  type JsonValue,
  type SchemaRef,
} from "@gatehouse/contract";

/** A schema of the document, or one that was made from it and has no pointer of its own. */
export interface Piece extends SchemaRef {
  /** Set when the schema is not what stands at its pointer; it cannot be validated by pointer then. */
  readonly made?: boolean;
}

/** One schema with the keywords of JSON Schema 2020-12, references and compositions taken out. */
export interface Constraint extends Piece {
  readonly schema: JsonObject;
  /** Set for the condition of an `if`: it holds in this way, but nobody has to fulfil it. */
  readonly isAssumed?: boolean;
}

/** Schemas that all have to hold. */
export type Conjunction = readonly Constraint[];

/** Reads a schema in the words of JSON Schema 2020-12: `nullable` and switched limits of OpenAPI 3.0 become plain. */
export function toConstraint(contract: Contract, piece: Constraint): Constraint {
  if (!contract.openapi.startsWith("3.0")) return piece;
  const schema: Record<string, JsonValue> = { ...piece.schema };
  if (schema.nullable === true && typeof schema.type === "string") {
    schema.type = [schema.type, "null"];
  }
  adaptLimit(schema, "minimum", "exclusiveMinimum");
  adaptLimit(schema, "maximum", "exclusiveMaximum");
  return { ...piece, schema };
}

function adaptLimit(schema: Record<string, JsonValue>, limit: string, exclusive: string): void {
  const isExclusive = schema[exclusive] === true;
  const value = schema[limit];
  delete schema[exclusive];
  if (!isExclusive || value === undefined) return;
  schema[exclusive] = value;
  delete schema[limit];
}

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
