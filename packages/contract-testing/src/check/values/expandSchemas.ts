import {
  type Contract,
  childPointer,
  discriminatorBranches,
  elementsOf,
  entriesOf,
  isJsonObject,
  type JsonObject,
  mappingTarget,
  referredSchema,
  subschema,
  textOf,
} from "@gatehouse/contract";
import { type Conjunction, type Constraint, type Piece, toConstraint } from "./Conjunction.ts";

/** Compositions multiply; what lies beyond is covered by no generated value. */
const MAX_ALTERNATIVES = 48;

/**
 * Takes references and compositions apart: each result is a way in which all of the schemas can hold, with one branch
 * chosen of every `oneOf` and `anyOf`. No result means that nothing fits.
 */
export function expandSchemas(contract: Contract, pieces: readonly Piece[]): readonly Conjunction[] {
  const expansion = { contract, trail: new Set<string>() };
  return pieces.reduce<readonly Conjunction[]>(
    (ways, piece) => combine(ways, expandOne(expansion, piece)),
    [[]],
  );
}

interface Expansion {
  readonly contract: Contract;
  /** Pointers of the schemas on the way here: a schema that contains itself adds nothing. */
  readonly trail: ReadonlySet<string>;
}

function expandOne(expansion: Expansion, piece: Piece): readonly Conjunction[] {
  const { contract, trail } = expansion;
  const { schema } = piece;
  if (schema === false) return [];
  if (!isJsonObject(schema) || trail.has(piece.pointer)) return [[]];
  if (piece.made === true) return [[toConstraint(contract, { ...piece, schema })]];
  const inner: Expansion = { contract, trail: new Set([...trail, piece.pointer]) };
  let ways: readonly Conjunction[] = [[toConstraint(contract, { ...piece, schema })]];
  const referred = referredSchema(contract, piece);
  if (referred !== undefined) ways = combine(ways, expandOne(inner, referred));
  for (const index of elementsOf(schema.allOf).keys()) {
    ways = combine(ways, expandOne(inner, subschema(piece, "allOf", String(index))));
  }
  for (const keyword of ["oneOf", "anyOf"]) {
    if (schema[keyword] !== undefined) ways = combine(ways, expandBranches(inner, piece, keyword));
  }
  if (schema.if !== undefined) ways = combine(ways, expandCondition(inner, piece));
  return combine(ways, expandHeirs(inner, piece, schema));
}

/** The branches of a `oneOf` or `anyOf`, each with the discriminator's value that chooses it. */
function expandBranches(expansion: Expansion, piece: Piece, keyword: string): readonly Conjunction[] {
  const { contract } = expansion;
  const chosen = discriminatorBranches(contract, piece);
  if (chosen !== undefined) {
    const values = [...chosen.byValue];
    // A component's own name chooses it only where the mapping gives it no other one.
    const mapped = new Set(mappingOf(piece).map(([value]) => value));
    const named = (target: Piece) =>
      values.some(([value, other]) => mapped.has(value) && other.pointer === target.pointer);
    return values
      .filter(([value, branch]) => mapped.has(value) || !named(branch))
      .flatMap(([value, branch]) =>
        combine(expandOne(expansion, branch), [[choice(piece, chosen.property, value)]]),
      );
  }
  const branches = isJsonObject(piece.schema) ? elementsOf(piece.schema[keyword]) : [];
  return branches.flatMap((_, index) => expandOne(expansion, subschema(piece, keyword, String(index))));
}

function expandCondition(expansion: Expansion, piece: Piece): readonly Conjunction[] {
  const condition = expandOne(expansion, subschema(piece, "if")).map((way) =>
    way.map((constraint) => ({ ...constraint, isAssumed: true })),
  );
  const yes = combine(condition, expandOne(expansion, subschema(piece, "then")));
  return [...yes, ...expandOne(expansion, subschema(piece, "else"))];
}

/**
 * A discriminator without `oneOf` stands in a base schema, and its mapping names the heirs that refer back to it
 * (OpenAPI 3.1, 4.8.25).
 */
function expandHeirs(expansion: Expansion, piece: Piece, schema: JsonObject): readonly Conjunction[] {
  const { discriminator } = schema;
  const property = isJsonObject(discriminator) ? textOf(discriminator.propertyName) : undefined;
  const mapping = mappingOf(piece);
  if (property === undefined || mapping.length === 0) return [[]];
  if (schema.oneOf !== undefined || schema.anyOf !== undefined) return [[]];
  const heirs = mapping.map(([value, target]) => {
    return { value, heir: mappingTarget(expansion.contract, String(target)) };
  });
  const onTheWay = heirs.filter(({ heir }) => expansion.trail.has(heir.pointer));
  if (onTheWay.length > 0) return onTheWay.map(({ value }) => [choice(piece, property, value)]);
  return heirs.flatMap(({ value, heir }) =>
    combine(expandOne(expansion, heir), [[choice(piece, property, value)]]),
  );
}

function mappingOf({ schema }: Piece): ReturnType<typeof entriesOf> {
  const discriminator = isJsonObject(schema) ? schema.discriminator : undefined;
  return isJsonObject(discriminator) ? entriesOf(discriminator.mapping) : [];
}

function choice(piece: Piece, property: string, value: string): Constraint {
  const schema = { type: "object", required: [property], properties: { [property]: { const: value } } };
  return { pointer: childPointer(piece.pointer, "discriminator"), schema, made: true };
}

function combine(ways: readonly Conjunction[], others: readonly Conjunction[]): readonly Conjunction[] {
  return ways.flatMap((way) => others.map((other) => [...way, ...other])).slice(0, MAX_ALTERNATIVES);
}
