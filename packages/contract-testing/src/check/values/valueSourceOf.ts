import { type Contract, elementsOf, type JsonValue, schemaValidators } from "@gatehouse/contract";
import * as fc from "fast-check";
import { arrayArbitrary, DEEP } from "./arrayArbitrary.ts";
import { boundedFilter } from "./boundedFilter.ts";
import { isTextChannel } from "./Channel.ts";
import {
  type Conjunction,
  type JsonType,
  listedValues,
  type Piece,
  pieceAt,
  typeOf,
  typesToMake,
} from "./Conjunction.ts";
import { expandSchemas } from "./expandSchemas.ts";
import { lazyArbitrary } from "./lazyArbitrary.ts";
import { integerArbitrary, numberArbitrary } from "./numberArbitrary.ts";
import { objectArbitrary } from "./objectArbitrary.ts";
import { ANY_CHARACTER, patternArbitrary, stringArbitrary } from "./stringArbitrary.ts";
import type { ValueContext, ValuePlan, ValueSource } from "./ValueSource.ts";

/** Deeper than this no value is looked for: the schema asks for itself without end. */
const BOTTOM = 12;

const sources = new WeakMap<Contract, ValueSource>();

/** Makes values of the schemas of a document, for the way from client to server; all checks of a contract share them. */
export function valueSourceOf(contract: Contract): ValueSource {
  const source = sources.get(contract) ?? createValueSource(contract);
  sources.set(contract, source);
  return source;
}

function createValueSource(contract: Contract): ValueSource {
  const validators = schemaValidators(contract, "request");
  const expansions = new Map<string, readonly Conjunction[]>();
  const made = new Map<string, fc.Arbitrary<JsonValue>>();
  // fast-check takes up to 40 ms for a pattern, and each request asks for those of its operation again.
  const patterns = new Map<string, fc.Arbitrary<string>>();
  const source: ValueSource = {
    contract,
    expand: (pieces) => {
      if (pieces.some((piece) => piece.made)) return expandSchemas(contract, pieces);
      return remember(expansions, keyOf(pieces), () => expandSchemas(contract, pieces));
    },
    fits: (pieces, value) =>
      pieces.every(
        ({ made: isMade, node }) => isMade === true || node === undefined || validators.fits(node, value),
      ),
    matching: (pattern, limits) =>
      remember(patterns, `${limits.minimum} ${limits.maximum} ${pattern}`, () =>
        patternArbitrary(pattern, limits),
      ),
    values: (pieces, context) => {
      const build = () => lazyArbitrary(() => anyWay(source, pieces, context));
      if (pieces.some((piece) => piece.made)) return build();
      return remember(made, `${context.channel} ${context.depth} ${keyOf(pieces)}`, build);
    },
    conjunctionValues: (conjunction, context, plan = {}) => oneWay(source, conjunction, { context, plan }),
  };
  return source;
}

function keyOf(pieces: readonly Piece[]): string {
  return pieces.map(({ pointer, node }) => node?.id ?? pointer).join(" ");
}

function remember<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = make();
  known.set(key, value);
  return value;
}

/** Values of all the ways in which schemas can hold. */
function anyWay(
  source: ValueSource,
  pieces: readonly Piece[],
  context: ValueContext,
): fc.Arbitrary<JsonValue> {
  if (context.depth > BOTTOM) return fc.constant(null);
  const ways = context.depth < DEEP ? source.expand(pieces) : simplest(source.expand(pieces));
  const values = ways.flatMap((way) => oneWay(source, way, { context, plan: {} }) ?? []);
  if (values.length === 0) return fc.constant(null);
  const generated = values.length === 1 && values[0] !== undefined ? values[0] : fc.oneof(...values);
  const shown = ways.flatMap(shownValues).filter((value) => source.fits(pieces, value));
  const mixed =
    shown.length === 0
      ? generated
      : fc.oneof({ arbitrary: generated, weight: 5 }, { arbitrary: fc.constantFrom(...shown), weight: 1 });
  return ways.some(needsValidator) ? boundedFilter(mixed, (value) => source.fits(pieces, value)) : mixed;
}

interface Request {
  readonly context: ValueContext;
  readonly plan: ValuePlan;
}

function oneWay(
  source: ValueSource,
  way: Conjunction,
  { context, plan }: Request,
): fc.Arbitrary<JsonValue> | undefined {
  const listed = listedValues(way);
  const types = typesToMake(way);
  if (listed !== undefined) {
    const fitting = listed.filter(
      (value) => source.fits(way, value) && (types.size === 0 || hasType(types, value)),
    );
    return fitting.length === 0 ? undefined : fc.constantFrom(...fitting);
  }
  if (types.size === 0) return anything(source, way, context);
  const values = [...types].flatMap((type) => valuesOfType(source, way, { type, context, plan }) ?? []);
  const [first] = values;
  return first === undefined || values.length === 1 ? first : fc.oneof(...values);
}

function valuesOfType(
  source: ValueSource,
  way: Conjunction,
  { type, context, plan }: Request & { readonly type: JsonType },
): fc.Arbitrary<JsonValue> | undefined {
  switch (type) {
    case "null":
      return isTextChannel(context.channel) ? undefined : fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return integerArbitrary(way);
    case "number":
      return numberArbitrary(way, context.channel);
    case "string":
      return stringArbitrary(way, context.channel, source.matching);
    case "array":
      return arrayArbitrary(source, way, { context, plan });
    case "object":
      return objectArbitrary(source, way, { context, plan });
  }
}

/** Where a schema has no limits, any value conforms. */
function anything(
  source: ValueSource,
  way: Conjunction,
  { channel, depth }: ValueContext,
): fc.Arbitrary<JsonValue> {
  if (isTextChannel(channel)) return stringArbitrary(way, channel, source.matching);
  if (depth >= DEEP) return fc.constantFrom<JsonValue>(null, true, 0, "");
  return fc.jsonValue({ maxDepth: 1, stringUnit: ANY_CHARACTER }).map(toPlain);
}

/** Negative zero and the like do not survive JSON; what is sent is what is looked at. */
function toPlain(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}

function hasType(types: ReadonlySet<JsonType>, value: JsonValue): boolean {
  const type = typeOf(value);
  return types.has(type) || (type === "integer" && types.has("number"));
}

/** Values that the document itself shows. */
function shownValues(way: Conjunction): readonly JsonValue[] {
  return way.flatMap(({ schema }) => [
    ...elementsOf(schema.examples),
    ...(["example", "default"] as const).flatMap((keyword) => {
      const value = schema[keyword];
      return value === undefined ? [] : [value];
    }),
  ]);
}

const HARD_KEYWORDS = [
  "anyOf",
  "contains",
  "dependentRequired",
  "dependentSchemas",
  "format",
  "if",
  "maxContains",
  "not",
  "oneOf",
  "patternProperties",
  "propertyNames",
  "unevaluatedItems",
  "unevaluatedProperties",
];

/** Whether values are made on trial: some keywords are not built in but looked at afterwards. */
function needsValidator(way: Conjunction): boolean {
  return way.some(({ schema }) => HARD_KEYWORDS.some((keyword) => schema[keyword] !== undefined));
}

/** The ways that lead out of a recursion: scalars before lists before objects with few required properties. */
function simplest(ways: readonly Conjunction[]): readonly Conjunction[] {
  const ranked = ways.map((way) => ({ way, rank: rankOf(way) }));
  const least = Math.min(...ranked.map(({ rank }) => rank));
  return ranked.filter(({ rank }) => rank === least).map(({ way }) => way);
}

function rankOf(way: Conjunction): number {
  const types = typesToMake(way);
  const hasScalar = [...types].some((type) => type !== "array" && type !== "object");
  if (types.size === 0 || hasScalar) return 0;
  const required = way.flatMap(({ schema }) => elementsOf(schema.required));
  return types.has("array") ? 1 : 2 + required.length;
}

/**
 * Makes values of the schema at a pointer of the document, as requests may hold them; the same seed makes the same
 * values.
 *
 * @returns no values where none conform to the schema
 */
export function sampleValues(
  contract: Contract,
  pointer: string,
  { count = 10, seed = 1 }: { readonly count?: number; readonly seed?: number } = {},
): readonly JsonValue[] {
  const source = valueSourceOf(contract);
  const pieces = [pieceAt(contract, pointer)];
  if (source.expand(pieces).length === 0) return [];
  const values = fc.sample(source.values(pieces, { channel: "json", depth: 0 }), { numRuns: count, seed });
  return values.filter((value) => source.fits(pieces, value));
}
