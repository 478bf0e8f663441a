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
import { ORDINARY_NAMES } from "./extraNames.ts";
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
interface ViolationContext {
  readonly source: ValueSource;
  readonly conjunction: Conjunction;
  readonly constraint: Constraint;
  readonly channel: Channel;
}

/** The ways to break a keyword and nothing else; none where that cannot be done or seen. */
export function violationsOf(
  context: ViolationContext,
  keyword: string,
  value: JsonValue,
): readonly Violation[] {
  const number = typeof value === "number" ? value : undefined;
  if (number !== undefined && Object.hasOwn(LIMITS, keyword)) return breakLimit(context, keyword, number);
  switch (keyword) {
    case "type":
      return breakType(context);
    case "enum":
    case "const":
      return breakList(context);
    case "pattern":
      return breakPattern(context, String(value));
    case "format":
      return breakFormat(context, textOf(value) ?? "");
    case "multipleOf":
      return number === undefined ? [] : breakMultiple(context, number);
    case "required":
      return elementsOf(value).flatMap((name) => breakRequired(context, String(name)));
    case "additionalProperties":
    case "unevaluatedProperties":
      return value === false ? breakClosure(context) : [];
    case "uniqueItems":
      return value === true ? breakUniqueness(context) : [];
    case "not":
      return breakNegation(context);
    case "items":
    case "unevaluatedItems":
      return value === false ? onTrial(context, keyword) : [];
    case "dependentRequired":
    case "dependentSchemas":
    case "contains":
    case "maxContains":
    case "oneOf":
    case "propertyNames":
      return onTrial(context, keyword);
    default:
      return [];
  }
}

interface LimitRule {
  /** The limits that replace it in a schema all of whose values violate it. */
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
function breakLimit(context: ViolationContext, keyword: string, limit: number): readonly Violation[] {
  const rule = LIMITS[keyword];
  const beyond = rule?.beyond(limit);
  if (rule === undefined || beyond === undefined) return [];
  const broken = { [keyword]: undefined, ...beyond };
  return [
    {
      what: `next to ${keyword} ${limit}`,
      leaf: beyondLimit(context, keyword, { ...broken, ...rule.next(limit) }),
    },
    { what: `beyond ${keyword} ${limit}`, leaf: beyondLimit(context, keyword, broken) },
  ];
}

function beyondLimit(
  { source, conjunction, constraint }: ViolationContext,
  keyword: string,
  broken: Readonly<Record<string, JsonValue | undefined>>,
): LeafValues {
  const strict = withKeywords(conjunction, constraint, broken);
  // A pattern may leave no strings of a length; then both are broken.
  const open = conjunction.map((member) => ({ ...member, schema: withoutForm(member.schema), made: true }));
  const loose = withKeywords(open, open[conjunction.indexOf(constraint)] ?? constraint, broken);
  return (context) => {
    const values = source.conjunctionValues(strict, context);
    if (!keyword.endsWith("Length") || values === undefined) return values;
    const limits = lengthLimits(strict);
    const isMet = fc
      .sample(values, { seed: 1, numRuns: 5 })
      .some((value) => fitsLength(String(value), limits));
    return isMet ? values : source.conjunctionValues(loose, context);
  };
}

function withoutForm({ pattern: _, format: __, ...schema }: Constraint["schema"]): Constraint["schema"] {
  return schema;
}

function breakType(context: ViolationContext): readonly Violation[] {
  const { conjunction, channel } = context;
  const allowed = typesOf(conjunction) ?? new Set<JsonType>();
  const wanted = [...allowed].join(" or ");
  const wrong = wrongTypeValues(allowed, channel).map(({ what, values }) => ({
    what: `${what}, not ${wanted}`,
    leaf: () => values,
  }));
  return isTextChannel(channel) ? wrong : [...nearTypes(context, allowed), ...wrong];
}

/** Values that servers which convert types let through: the right ones as text, fractions in place of integers. */
function nearTypes(
  { source, conjunction, constraint }: ViolationContext,
  allowed: ReadonlySet<JsonType>,
): readonly Violation[] {
  const isScalar = [...allowed].every((type) => type !== "array" && type !== "object" && type !== "string");
  const asText: Violation = {
    what: "a fitting value as text",
    leaf: (context) =>
      source.conjunctionValues(conjunction, context)?.map((value): JsonValue => String(value)),
  };
  const open = withKeywords(conjunction, constraint, { type: "number", multipleOf: undefined });
  const fraction: Violation = {
    what: "a fraction, not integer",
    leaf: (context) => {
      const values = source.conjunctionValues(open, context);
      return values && boundedFilter(values, (value) => !Number.isInteger(value));
    },
  };
  const isWhole = allowed.has("integer") && !allowed.has("number");
  return [...(isScalar && allowed.size > 0 ? [asText] : []), ...(isWhole ? [fraction] : [])];
}

function breakList({ source, conjunction, constraint, channel }: ViolationContext): readonly Violation[] {
  const listed = listedValues(conjunction) ?? [];
  const type = constraint.schema.type ?? [...new Set(listed.map(typeOf))];
  const open = withKeywords(conjunction, constraint, { enum: undefined, const: undefined, type });
  const near = nearValues(listed, channel).map(({ what, values }) => ({ what, leaf: () => values }));
  return [
    ...near,
    { what: "not one of the listed values", leaf: (context) => source.conjunctionValues(open, context) },
  ];
}

function breakPattern(
  { source, conjunction, constraint }: ViolationContext,
  pattern: string,
): readonly Violation[] {
  const regex = new RegExp(pattern, "u");
  const open = withKeywords(conjunction, constraint, { pattern: undefined });
  const breaks = (value: JsonValue) => typeof value === "string" && !regex.test(value);
  return [
    {
      what: `not matching ${pattern}`,
      leaf: (context) => {
        const values = source.conjunctionValues(open, context);
        return values && boundedFilter(values, breaks);
      },
    },
  ];
}

function breakFormat({ conjunction }: ViolationContext, format: string): readonly Violation[] {
  const broken = brokenFormatArbitrary(format);
  if (broken === undefined) return [];
  const limits = lengthLimits(conjunction);
  const values = boundedFilter(broken, (text) => fitsLength(text, limits));
  return [{ what: `not of the format ${format}`, leaf: () => values.map((text): JsonValue => text) }];
}

function breakMultiple(
  { source, conjunction, constraint }: ViolationContext,
  step: number,
): readonly Violation[] {
  const open = withKeywords(conjunction, constraint, { multipleOf: undefined });
  const isStep = multipleOfCheck(step);
  const breaks = (value: JsonValue) => typeof value === "number" && !isStep(value);
  return [
    {
      what: `not a multiple of ${step}`,
      leaf: (context) => {
        const values = source.conjunctionValues(open, context);
        return values && boundedFilter(values, breaks);
      },
    },
  ];
}

/** A property that travels the other way only is required there and not here. */
function breakRequired({ source, conjunction }: ViolationContext, name: string): readonly Violation[] {
  if (!objectFacts(conjunction).required.has(name)) return [];
  const leaf: LeafValues = (context) => source.conjunctionValues(conjunction, context, { omit: name });
  return [{ what: `without the property ${name}`, leaf }];
}

/** Names of properties that JavaScript gives a meaning of its own are among those a server has to reject. */
function breakClosure({ source, conjunction, channel }: ViolationContext): readonly Violation[] {
  const special = isTextChannel(channel) ? [] : ["__proto__", "constructor", "toString", ""];
  const names = fc.oneof(ORDINARY_NAMES, fc.constantFrom("extra", ...special));
  const values = fc.constantFrom<JsonValue>("x", 1, true);
  return [
    {
      what: "with a property that is not allowed",
      leaf: (context) => source.conjunctionValues(conjunction, context, { extra: { names, values } }),
    },
  ];
}

function breakUniqueness({ source, conjunction, constraint }: ViolationContext): readonly Violation[] {
  const open = withKeywords(conjunction, constraint, { uniqueItems: undefined });
  const repeat = (value: JsonValue): JsonValue => {
    const items = elementsOf(value);
    const [first, , ...rest] = items;
    return first === undefined ? value : [first, first, ...rest];
  };
  return [
    { what: "with an item twice", leaf: (context) => source.conjunctionValues(open, context)?.map(repeat) },
  ];
}

/** Values of the schema that must not hold, together with all the others. */
function breakNegation({ source, conjunction, constraint }: ViolationContext): readonly Violation[] {
  const open = withKeywords(conjunction, constraint, { not: undefined });
  const leaf: LeafValues = (context) => {
    const ways = source.expand([childPiece(constraint, "not")]);
    const values = ways.flatMap((way) => source.conjunctionValues([...open, ...way], context) ?? []);
    return values.length === 0 ? undefined : fc.oneof(...values);
  };
  return [{ what: "as the schema under not says", leaf }];
}

/** Some keywords are not broken on purpose: values of the schema without them are tried until a validator rejects one. */
function onTrial(context: ViolationContext, keyword: string): readonly Violation[] {
  const { source, conjunction, constraint, channel } = context;
  if (isTextChannel(channel) || constraint.made === true) return [];
  const open = withKeywords(conjunction, constraint, { [keyword]: undefined });
  const rejects = (value: JsonValue) => !source.fits([constraint], value);
  const leaf: LeafValues = (context) => {
    const values = source.conjunctionValues(open, context);
    return values && boundedFilter(values, rejects);
  };
  return [{ what: `against ${keyword}`, leaf }];
}
