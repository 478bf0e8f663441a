import { elementsOf, entriesOf, isJsonObject, type JsonValue } from "@gatehouse/contract";
import { type Conjunction, type Constraint, childPiece, numbersOf, type Piece } from "./Conjunction.ts";

/** The keywords of a conjunction for objects. */
export interface ObjectFacts {
  /** The schemas of each named property that may be sent. */
  readonly properties: ReadonlyMap<string, readonly Piece[]>;
  readonly required: ReadonlySet<string>;
  /** The schemas of properties without a name of their own; `undefined` where there must be none. */
  readonly additional: readonly Piece[] | undefined;
  /** Whether the document explicitly allows further properties. */
  readonly invitesAdditional: boolean;
  /** What the names of further properties have to fit. */
  readonly names: readonly Piece[];
  /** The schemas of `patternProperties`, by pattern. */
  readonly patterns: ReadonlyMap<string, readonly Piece[]>;
  /** By property the ones that have to be there with it. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
  readonly minimumCount: number;
  readonly maximumCount: number;
}

/** Collects the keywords of a conjunction for objects that a client sends. */
export function objectFacts(conjunction: Conjunction): ObjectFacts {
  const required = requiredNames(conjunction);
  const names = new Set([...conjunction.flatMap(propertyNames), ...required]);
  const properties = new Map<string, readonly Piece[]>();
  for (const name of names) {
    const pieces = propertyPieces(conjunction, name);
    if (pieces !== undefined) properties.set(name, pieces);
  }
  return {
    properties,
    required: new Set(required),
    additional: additionalPieces(conjunction),
    invitesAdditional: conjunction.some(({ schema }) => invites(schema.additionalProperties)),
    names: conjunction
      .filter(({ schema }) => isJsonObject(schema.propertyNames))
      .map((constraint) => childPiece(constraint, "propertyNames")),
    patterns: patternPieces(conjunction),
    dependents: dependentNames(conjunction),
    minimumCount: Math.max(0, ...numbersOf(conjunction, "minProperties")),
    maximumCount: Math.min(Number.POSITIVE_INFINITY, ...numbersOf(conjunction, "maxProperties")),
  };
}

function dependentNames(conjunction: Conjunction): ReadonlyMap<string, readonly string[]> {
  const dependents = new Map<string, readonly string[]>();
  for (const { schema } of conjunction) {
    for (const [name, others] of entriesOf(schema.dependentRequired)) {
      dependents.set(name, [...(dependents.get(name) ?? []), ...elementsOf(others).map(String)]);
    }
  }
  return dependents;
}

function requiredNames(conjunction: Conjunction): readonly string[] {
  return conjunction.flatMap(({ schema }) => elementsOf(schema.required).map(String));
}

function propertyNames({ schema }: Constraint): readonly string[] {
  return entriesOf(schema.properties).map(([name]) => name);
}

/** The schemas of all members for a property; `undefined` when one of them forbids it. */
function propertyPieces(conjunction: Conjunction, name: string): readonly Piece[] | undefined {
  const pieces = conjunction.flatMap((constraint) => memberPieces(constraint, name));
  if (pieces.some(({ schema }) => schema === false)) return undefined;
  const isKnown = conjunction.some((constraint) => memberKnows(constraint, name));
  return isKnown || !conjunction.some(isSealed) ? pieces : undefined;
}

function memberPieces(constraint: Constraint, name: string): readonly Piece[] {
  const { schema } = constraint;
  const pieces = matchingPatterns(constraint, name).map((pattern) =>
    childPiece(constraint, "patternProperties", pattern),
  );
  if (isJsonObject(schema.properties) && Object.hasOwn(schema.properties, name)) {
    pieces.push(childPiece(constraint, "properties", name));
  }
  if (pieces.length > 0 || schema.additionalProperties === undefined) return pieces;
  return [childPiece(constraint, "additionalProperties")];
}

function memberKnows(constraint: Constraint, name: string): boolean {
  return propertyNames(constraint).includes(name) || matchingPatterns(constraint, name).length > 0;
}

function matchingPatterns({ schema }: Constraint, name: string): readonly string[] {
  return entriesOf(schema.patternProperties).flatMap(([pattern]) =>
    new RegExp(pattern, "u").test(name) ? [pattern] : [],
  );
}

function isSealed({ schema }: Constraint): boolean {
  return schema.unevaluatedProperties === false;
}

function additionalPieces(conjunction: Conjunction): readonly Piece[] | undefined {
  if (conjunction.some((member) => isSealed(member) || member.schema.additionalProperties === false)) {
    return undefined;
  }
  return conjunction
    .filter(({ schema }) => isJsonObject(schema.additionalProperties))
    .map((constraint) => childPiece(constraint, "additionalProperties"));
}

function invites(value: JsonValue | undefined): boolean {
  return value === true || isJsonObject(value);
}

function patternPieces(conjunction: Conjunction): ReadonlyMap<string, readonly Piece[]> {
  const patterns = new Map<string, readonly Piece[]>();
  for (const constraint of conjunction) {
    for (const [pattern] of entriesOf(constraint.schema.patternProperties)) {
      patterns.set(pattern, [childPiece(constraint, "patternProperties", pattern)]);
    }
  }
  return patterns;
}
