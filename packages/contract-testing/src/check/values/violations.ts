import { elementsOf, type JsonValue, multipleOfCheck, textOf } from "@gatehouse/contract";
import * as fc from "fast-check";
import { boundedFilter } from "./boundedFilter.ts";
import { type Channel, isTextChannel } from "./Channel.ts";
import {
  type Conjunction,
  type Constraint,
  childPiece,
  type JsonType,
  listedValues,
  typeOf,
  typesOf,
  withKeywords,
} from "./Conjunction.ts";
import { brokenFormatArbitrary } from "./formatArbitrary.ts";
import { objectFacts } from "./objectFacts.ts";
import { fitsLength, LONGEST_STRING, lengthLimits } from "./stringArbitrary.ts";
import type { ValueSource } from "./ValueSource.ts";
import type { LeafValues } from "./valuesAlong.ts";
import { nearValues, wrongTypeValues } from "./wrongTypeValues.ts";

/** Lists above this length are not made to break a limit. */
const LONGEST_LIST = 500;

/** Values that break one keyword. */
export interface Violation {
  readonly what: string;
  readonly leaf: LeafValues;
}

/** The schema whose keyword is to be broken, among those that hold with it. */
export interface ViolationScene {
  readonly source: ValueSource;
  readonly conjunction: Conjunction;
  readonly constraint: Constraint;
  readonly channel: Channel;
}

/** The ways to break a keyword and nothing else; none where that cannot be done or seen. */
export function violationsOf(
  probeContext: ViolationScene,
  keyword: string,
  value: JsonValue,
): readonly Violation[] {
  const number = typeof value === "number" ? value : undefined;
  if (number !== undefined && Object.hasOwn(LIMITS, keyword))
    return breakLimit(probeContext, keyword, number);
  switch (keyword) {
    case "type":
      return breakType(probeContext);
    case "enum":
    case "const":
      return breakList(probeContext);
    case "pattern":
      return breakPattern(probeContext, String(value));
    case "format":
      return breakFormat(probeContext, textOf(value) ?? "");
    case "multipleOf":
      return number === undefined ? [] : breakMultiple(probeContext, number);
    case "required":
      return elementsOf(value).flatMap((name) => breakRequired(probeContext, String(name)));
    case "additionalProperties":
    case "unevaluatedProperties":
      return value === false ? breakClosure(probeContext) : [];
    case "uniqueItems":
      return value === true ? breakUniqueness(probeContext) : [];
    case "not":
      return breakNegation(probeContext);
    case "items":
    case "unevaluatedItems":
      return value === false ? onTrial(probeContext, keyword) : [];
    case "dependentRequired":
    case "dependentSchemas":
    case "contains":
    case "maxContains":
    case "oneOf":
    case "propertyNames":
      return onTrial(probeContext, keyword);
    default:
      return [];
  }
}

interface LimitRule {
  /** The limits that take its place in a schema whose values all break it. */
  readonly beyond: (limit: number) => Readonly<Record<string, JsonValue>> | undefined;
  /** Limits that leave only the values next to it. */
  readonly next: (limit: number) => Readonly<Record<string, JsonValue>>;
}

const LIMITS: Readonly<Record<string, LimitRule>> = {
  minimum: { beyond: (limit) => ({ exclusiveMaximum: limit }), next: (limit) => ({ minimum: limit - 1 }) },
  maximum: { beyond: (limit) => ({ exclusiveMinimum: limit }), next: (limit) => ({ maximum: limit + 1 }) },
  exclusiveMinimum: { beyond: (limit) => ({ maximum: limit }), next: (limit) => ({ minimum: limit }) },
  exclusiveMaximum: { beyond: (limit) => ({ minimum: limit }), next: (limit) => ({ maximum: limit }) },
  minLength: lower("Length"),
  maxLength: upper("Length", LONGEST_STRING),
  minItems: lower("Items"),
  maxItems: upper("Items", LONGEST_LIST),
  minProperties: lower("Properties"),
  maxProperties: upper("Properties", LONGEST_LIST),
};

function lower(of: string): LimitRule {
  return {
    beyond: (limit) => (limit > 0 ? { [`max${of}`]: limit - 1 } : undefined),
    next: (limit) => ({ [`min${of}`]: limit - 1 }),
  };
}

function upper(of: string, highest: number): LimitRule {
  return {
    beyond: (limit) => (limit < highest ? { [`min${of}`]: limit + 1 } : undefined),
    next: (limit) => ({ [`max${of}`]: limit + 1 }),
  };
}

/** Values next to a limit, where servers miscount, and any beyond it. */
function breakLimit(probeContext: ViolationScene, keyword: string, limit: number): readonly Violation[] {
  const rule = LIMITS[keyword];
  const beyond = rule?.beyond(limit);
  if (rule === undefined || beyond === undefined) return [];
  const broken = { [keyword]: undefined, ...beyond };
  return [
    {
      what: `next to ${keyword} ${limit}`,
      leaf: beyondLimit(probeContext, keyword, { ...broken, ...rule.next(limit) }),
    },
    { what: `beyond ${keyword} ${limit}`, leaf: beyondLimit(probeContext, keyword, broken) },
  ];
}

function beyondLimit(
  { source, conjunction, constraint }: ViolationScene,
  keyword: string,
  broken: Readonly<Record<string, JsonValue | undefined>>,
): LeafValues {
  const strict = withKeywords(conjunction, constraint, broken);
  // A pattern may leave no strings of a length; then both are broken.
  const open = conjunction.map((member) => ({ ...member, schema: withoutForm(member.schema), made: true }));
  const loose = withKeywords(open, open[conjunction.indexOf(constraint)] ?? constraint, broken);
  return (place) => {
    const values = source.conjunctionValues(strict, place);
    if (!keyword.endsWith("Length") || values === undefined) return values;
    const limits = lengthLimits(strict);
    const isMet = fc
      .sample(values, { seed: 1, numRuns: 5 })
      .some((value) => fitsLength(String(value), limits));
    return isMet ? values : source.conjunctionValues(loose, place);
  };
}

function withoutForm({ pattern: _, format: __, ...schema }: Constraint["schema"]): Constraint["schema"] {
  return schema;
}

function breakType(probeContext: ViolationScene): readonly Violation[] {
  const { conjunction, channel } = probeContext;
  const allowed = typesOf(conjunction) ?? new Set<JsonType>();
  const wanted = [...allowed].join(" or ");
  const wrong = wrongTypeValues(allowed, channel).map(({ what, values }) => ({
    what: `${what}, not ${wanted}`,
    leaf: () => values,
  }));
  return isTextChannel(channel) ? wrong : [...nearTypes(probeContext, allowed), ...wrong];
}

/** Values that servers which convert types let through: the right ones as text, fractions in place of integers. */
function nearTypes(
  { source, conjunction, constraint }: ViolationScene,
  allowed: ReadonlySet<JsonType>,
): readonly Violation[] {
  const isScalar = [...allowed].every((type) => type !== "array" && type !== "object" && type !== "string");
  const asText: Violation = {
    what: "a fitting value as text",
    leaf: (place) => source.conjunctionValues(conjunction, place)?.map((value): JsonValue => String(value)),
  };
  const open = withKeywords(conjunction, constraint, { type: "number", multipleOf: undefined });
  const fraction: Violation = {
    what: "a fraction, not integer",
    leaf: (place) => {
      const values = source.conjunctionValues(open, place);
      return values && boundedFilter(values, (value) => !Number.isInteger(value));
    },
  };
  const isWhole = allowed.has("integer") && !allowed.has("number");
  return [...(isScalar && allowed.size > 0 ? [asText] : []), ...(isWhole ? [fraction] : [])];
}

function breakList({ source, conjunction, constraint, channel }: ViolationScene): readonly Violation[] {
  const listed = listedValues(conjunction) ?? [];
  const type = constraint.schema.type ?? [...new Set(listed.map(typeOf))];
  const open = withKeywords(conjunction, constraint, { enum: undefined, const: undefined, type });
  const near = nearValues(listed, channel).map(({ what, values }) => ({ what, leaf: () => values }));
  return [
    ...near,
    { what: "not one of the listed values", leaf: (place) => source.conjunctionValues(open, place) },
  ];
}

function breakPattern(
  { source, conjunction, constraint }: ViolationScene,
  pattern: string,
): readonly Violation[] {
  const regex = new RegExp(pattern, "u");
  const open = withKeywords(conjunction, constraint, { pattern: undefined });
  const breaks = (value: JsonValue) => typeof value === "string" && !regex.test(value);
  return [
    {
      what: `not matching ${pattern}`,
      leaf: (place) => {
        const values = source.conjunctionValues(open, place);
        return values && boundedFilter(values, breaks);
      },
    },
  ];
}

function breakFormat({ conjunction }: ViolationScene, format: string): readonly Violation[] {
  const broken = brokenFormatArbitrary(format);
  if (broken === undefined) return [];
  const limits = lengthLimits(conjunction);
  const values = boundedFilter(broken, (text) => fitsLength(text, limits));
  return [{ what: `not of the format ${format}`, leaf: () => values.map((text): JsonValue => text) }];
}

function breakMultiple(
  { source, conjunction, constraint }: ViolationScene,
  step: number,
): readonly Violation[] {
  const open = withKeywords(conjunction, constraint, { multipleOf: undefined });
  const isStep = multipleOfCheck(step);
  const breaks = (value: JsonValue) => typeof value === "number" && !isStep(value);
  return [
    {
      what: `not a multiple of ${step}`,
      leaf: (place) => {
        const values = source.conjunctionValues(open, place);
        return values && boundedFilter(values, breaks);
      },
    },
  ];
}

/** A property that travels the other way only is required there and not here. */
function breakRequired({ source, conjunction }: ViolationScene, name: string): readonly Violation[] {
  if (!objectFacts(conjunction).required.has(name)) return [];
  const leaf: LeafValues = (place) => source.conjunctionValues(conjunction, place, { omit: name });
  return [{ what: `without the property ${name}`, leaf }];
}

/** Names of properties that JavaScript gives a meaning of its own are among those a server has to reject. */
function breakClosure({ source, conjunction, channel }: ViolationScene): readonly Violation[] {
  const special = isTextChannel(channel) ? [] : ["__proto__", "constructor", "toString", ""];
  const names = fc.oneof(fc.stringMatching(/^[a-z][a-zA-Z0-9]{2,9}$/), fc.constantFrom("extra", ...special));
  const values = fc.constantFrom<JsonValue>("x", 1, true);
  return [
    {
      what: "with a property that is not allowed",
      leaf: (place) => source.conjunctionValues(conjunction, place, { extra: { names, values } }),
    },
  ];
}

function breakUniqueness({ source, conjunction, constraint }: ViolationScene): readonly Violation[] {
  const open = withKeywords(conjunction, constraint, { uniqueItems: undefined });
  const repeat = (value: JsonValue): JsonValue => {
    const items = elementsOf(value);
    const [first, , ...rest] = items;
    return first === undefined ? value : [first, first, ...rest];
  };
  return [
    { what: "with an item twice", leaf: (place) => source.conjunctionValues(open, place)?.map(repeat) },
  ];
}

/** Values of the schema that must not hold, together with all the others. */
function breakNegation({ source, conjunction, constraint }: ViolationScene): readonly Violation[] {
  const open = withKeywords(conjunction, constraint, { not: undefined });
  const leaf: LeafValues = (place) => {
    const ways = source.expand([childPiece(constraint, "not")]);
    const values = ways.flatMap((way) => source.conjunctionValues([...open, ...way], place) ?? []);
    return values.length === 0 ? undefined : fc.oneof(...values);
  };
  return [{ what: "as the schema under not says", leaf }];
}

/** Some keywords are not broken on purpose: values of the schema without them are tried until a validator rejects one. */
function onTrial(probeContext: ViolationScene, keyword: string): readonly Violation[] {
  const { source, conjunction, constraint, channel } = probeContext;
  if (isTextChannel(channel) || constraint.made === true) return [];
  const open = withKeywords(conjunction, constraint, { [keyword]: undefined });
  const refuses = (value: JsonValue) => !source.fits([constraint], value);
  const leaf: LeafValues = (place) => {
    const values = source.conjunctionValues(open, place);
    return values && boundedFilter(values, refuses);
  };
  return [{ what: `against ${keyword}`, leaf }];
}
