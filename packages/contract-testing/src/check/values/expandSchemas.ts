import {
  type Contract,
  childPointer,
  conjunctionOf,
  entriesOf,
  isJsonObject,
  type JsonValue,
  pointerSegments,
  type SchemaNode,
  textOf,
} from "@gatehouse/contract";
import { type Conjunction, type Constraint, type Piece, pieceOf } from "./Conjunction.ts";

/** Compositions multiply; what lies beyond is covered by no generated value. */
const MAX_ALTERNATIVES = 48;

/**
 * Takes references and compositions apart: each result is a way in which all of the schemas can hold, with one branch
 * chosen of every `oneOf` and `anyOf`. No result means that nothing fits.
 */
export function expandSchemas(contract: Contract, pieces: readonly Piece[]): readonly Conjunction[] {
  const trail: Trail = { contract, nodes: [] };
  return pieces.reduce<readonly Conjunction[]>((ways, piece) => combine(ways, expandOne(trail, piece)), [[]]);
}

interface Trail {
  readonly contract: Contract;
  /** The schemas on the way here: one that contains itself adds nothing. */
  readonly nodes: readonly SchemaNode[];
}

function expandOne(trail: Trail, piece: Piece): readonly Conjunction[] {
  const { schema, node } = piece;
  if (schema === false) return [];
  if (!isJsonObject(schema)) return [[]];
  if (node === undefined) return [[{ ...piece, schema }]];
  if (trail.nodes.includes(node)) return [[]];
  return expandNode({ ...trail, nodes: [...trail.nodes, node] }, node, { ...piece, schema });
}

function expandNode(trail: Trail, node: SchemaNode, constraint: Constraint): readonly Conjunction[] {
  const { ref, allOf = [], oneOf, anyOf } = node.keywords;
  let ways: readonly Conjunction[] = [[constraint]];
  for (const part of ref === undefined ? allOf : [ref, ...allOf]) {
    ways = combine(ways, expandOne(trail, pieceOf(part)));
  }
  for (const branches of [oneOf, anyOf]) {
    if (branches !== undefined) {
      ways = combine(
        ways,
        branches.flatMap((branch) => expandBranch(trail, node, branch)),
      );
    }
  }
  ways = combine(ways, expandCondition(trail, node));
  return combine(ways, expandHeirs(trail, node));
}

/** A branch of `oneOf` or `anyOf`, with each value of the discriminator that names it. */
function expandBranch(trail: Trail, owner: SchemaNode, branch: SchemaNode): readonly Conjunction[] {
  const [chosen, naming] = branch.keywords.allOf ?? [];
  const [[property, value] = []] = naming?.isNaming === true ? (naming.keywords.properties ?? []) : [];
  const names = value?.keywords.enum;
  if (chosen === undefined || property === undefined || names === undefined)
    return expandOne(trail, pieceOf(branch));
  const ways = expandOne(trail, pieceOf(chosen));
  return usualNames(owner, names.map(String)).flatMap((name) =>
    combine(ways, [[choice(owner, property, name)]]),
  );
}

/** Where the mapping gives a schema a name, its own one is seldom the one that servers know. */
function usualNames(owner: SchemaNode, names: readonly string[]): readonly string[] {
  const mapped = new Set(mappingOf(owner).map(([name]) => name));
  const usual = names.filter((name) => mapped.has(name));
  return usual.length > 0 ? usual : names;
}

function expandCondition(trail: Trail, { keywords }: SchemaNode): readonly Conjunction[] {
  if (keywords.if === undefined || (keywords.then ?? keywords.else) === undefined) return [[]];
  const expand = (node: SchemaNode | undefined) =>
    node === undefined ? [[]] : expandOne(trail, pieceOf(node));
  const condition = expand(keywords.if).map((way) =>
    way.map((constraint) => ({ ...constraint, isAssumed: true })),
  );
  return [...combine(condition, expand(keywords.then)), ...expand(keywords.else)];
}

/** A discriminator in a base schema chooses among the schemas that are built on it (OpenAPI 3.1.1, 4.8.25). */
function expandHeirs(trail: Trail, node: SchemaNode): readonly Conjunction[] {
  const { choice: chosen } = node.keywords;
  if (chosen?.applies !== true) return [[...heirOnTheWay(trail, node)]];
  const names = new Map<SchemaNode, string[]>();
  for (const [name, heir] of chosen.branches) names.set(heir, [...(names.get(heir) ?? []), name]);
  return [...names].flatMap(([heir, values]) =>
    usualNames(node, values).flatMap((name) =>
      combine(expandOne(trail, pieceOf(heir)), [[choice(node, chosen.property, name)]]),
    ),
  );
}

/** A base that was reached from a schema built on it has the value that names that schema. */
function heirOnTheWay({ contract, nodes }: Trail, base: SchemaNode): readonly Constraint[] {
  const discriminator = isJsonObject(base.raw) ? base.raw.discriminator : undefined;
  const property = isJsonObject(discriminator) ? textOf(discriminator.propertyName) : undefined;
  if (property === undefined || base.keywords.choice !== undefined) return [];
  const heir = nodes.find(({ pointer, raw }) => {
    if (pointer === base.pointer || !/^\/components\/schemas\/[^/]+$/.test(pointer) || !isJsonObject(raw))
      return false;
    return conjunctionOf(contract, { pointer, schema: raw }).some((part) => part.pointer === base.pointer);
  });
  if (heir === undefined) return [];
  const own = pointerSegments(heir.pointer).at(-1) ?? "";
  const mapped = mappingOf(base).find(([, target]) => target === `#${heir.pointer}` || target === own);
  return [choice(base, property, mapped?.[0] ?? own)];
}

function mappingOf({ raw }: SchemaNode): readonly (readonly [string, JsonValue])[] {
  const discriminator = isJsonObject(raw) ? raw.discriminator : undefined;
  return isJsonObject(discriminator) ? entriesOf(discriminator.mapping) : [];
}

function choice({ pointer }: SchemaNode, property: string, value: string): Constraint {
  const schema = { type: "object", required: [property], properties: { [property]: { const: value } } };
  return { pointer: childPointer(pointer, "discriminator"), schema, made: true };
}

function combine(ways: readonly Conjunction[], others: readonly Conjunction[]): readonly Conjunction[] {
  return ways.flatMap((way) => others.map((other) => [...way, ...other])).slice(0, MAX_ALTERNATIVES);
}
