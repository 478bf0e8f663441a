import { elementsOf, type JsonValue } from "@gatehouse/contract";
import type * as fc from "fast-check";
import type { Channel } from "./Channel.ts";
import { type Conjunction, type Constraint, withKeywords } from "./Conjunction.ts";
import type { Position } from "./Position.ts";
import { LONGEST_STRING } from "./stringArbitrary.ts";
import type { Target } from "./Target.ts";
import type { ValueContext, ValuePlan, ValueSource } from "./ValueSource.ts";
import { type LeafValues, valuesAlong } from "./valuesAlong.ts";

/** Lists above this length are not made to meet a limit. */
const LONGEST_LIST = 500;

interface Boundary {
  readonly pointer: string;
  readonly keyword: string;
  readonly what: string;
  leaf(context: ValueContext): fc.Arbitrary<JsonValue> | undefined;
}

/** The values right at the limits at a position: at each limit, each listed value, each way, all or nothing. */
export function boundaryTargets(
  source: ValueSource,
  position: Position,
  channel: Channel,
): readonly Target[] {
  const boundaries = [
    ...position.conjunction.flatMap((constraint) => keywordBoundaries(source, position, constraint)),
    ...wholeBoundaries(source, position),
  ];
  return boundaries.flatMap(({ pointer, keyword, what, leaf }) => {
    const values = valuesAlong(source, position.hops, { context: { channel, depth: 0 }, leaf });
    return values === undefined
      ? []
      : [{ pointer, keyword, what, instancePointer: position.instancePointer, values }];
  });
}

/** The way as such; for objects also with nothing optional and with everything. */
function wholeBoundaries(source: ValueSource, { conjunction, pieces, way }: Position): readonly Boundary[] {
  const pointer = pieces[0]?.pointer ?? conjunction[0]?.pointer ?? "";
  const make = (what: string, plan: ValuePlan): Boundary => ({
    pointer,
    keyword: "schema",
    what,
    leaf: (context) => source.conjunctionValues(conjunction, context, plan),
  });
  const isJsonObject = conjunction.some(({ schema }) => schema.properties !== undefined);
  if (!isJsonObject) return [make(`alternative ${way + 1}`, {})];
  return [
    make("without optional properties", { optional: "none" }),
    make("with all properties", { optional: "all" }),
  ];
}

function keywordBoundaries(
  source: ValueSource,
  position: Position,
  constraint: Constraint,
): readonly Boundary[] {
  if (constraint.made === true) return [];
  return Object.entries(constraint.schema).flatMap(([keyword, value]) =>
    changesFor(keyword, value).map(({ what, keywords }) => {
      const conjunction = withKeywords(position.conjunction, constraint, keywords);
      return { pointer: constraint.pointer, keyword, what, leaf: leafOf(source, conjunction) };
    }),
  );
}

function leafOf(source: ValueSource, conjunction: Conjunction): LeafValues {
  return (context) => source.conjunctionValues(conjunction, context);
}

interface Change {
  readonly what: string;
  readonly keywords: Readonly<Record<string, JsonValue>>;
}

/** The keywords that narrow a schema down to one of its limits. */
function changesFor(keyword: string, value: JsonValue): readonly Change[] {
  const change = (keywords: Change["keywords"]) => [{ what: `at ${keyword} ${String(value)}`, keywords }];
  switch (keyword) {
    case "enum":
      return elementsOf(value).map((member) => listed(member));
    case "type":
      return Array.isArray(value)
        ? value.map((type: JsonValue) => ({ what: `as ${type}`, keywords: { type } }))
        : [];
    default:
      return typeof value === "number" ? limitChange(keyword, value, change) : [];
  }
}

function limitChange(
  keyword: string,
  value: number,
  change: (keywords: Change["keywords"]) => readonly Change[],
): readonly Change[] {
  switch (keyword) {
    case "minimum":
      return change({ maximum: value });
    case "maximum":
      return change({ minimum: value });
    case "exclusiveMinimum":
      return change({ maximum: value + 1 });
    case "exclusiveMaximum":
      return change({ minimum: value - 1 });
    case "minLength":
      return change({ maxLength: value });
    case "maxLength":
      return value <= LONGEST_STRING ? change({ minLength: value }) : [];
    case "minItems":
      return change({ maxItems: value });
    case "maxItems":
      return value <= LONGEST_LIST ? change({ minItems: value }) : [];
    case "minProperties":
      return change({ maxProperties: value });
    case "maxProperties":
      return value <= LONGEST_LIST ? change({ minProperties: value }) : [];
    default:
      return [];
  }
}

function listed(member: JsonValue): Change {
  return { what: `enum ${JSON.stringify(member)}`, keywords: { const: member } };
}
