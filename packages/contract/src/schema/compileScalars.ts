import type { JsonValue } from "../Contract.ts";
import { canonicalJson, isJsonEqual } from "../json/jsonValues.ts";
import { findFormat } from "./findFormat.ts";
import { multipleOfCheck } from "./multipleOfCheck.ts";
import type { Keywords, SchemaNode } from "./SchemaNode.ts";

/** Whether a value conforms. Values are those of JSON, and `bigint` for integers that a double cannot hold. */
export type Check<Value = unknown> = (value: Value) => boolean;

/** What the rules for groups of keywords need of the compiler. */
export interface Compiler {
  /** Whether checks may be made as code out of text. */
  readonly generatesCode: boolean;
  /** The check of a schema. */
  check(node: SchemaNode): Check;
}

type Numeric = number | bigint;

/** One check in place of several; `undefined` in place of none. */
export function allOf<Value>(checks: readonly Check<Value>[]): Check<Value> | undefined {
  const [first, second, third, ...others] = checks;
  if (first === undefined || second === undefined) return first;
  if (third === undefined) return (value) => first(value) && second(value);
  if (others.length === 0) return (value) => first(value) && second(value) && third(value);
  return (value) => {
    for (const check of checks) if (!check(value)) return false;
    return true;
  };
}

/** The checks of numbers: limits, `integer` and formats in one closure, because most numbers have no other rules. */
export function numberCheck(keywords: Keywords): Check<Numeric> | undefined {
  const { integerOnly, low, high, multipleOf, format } = keywords;
  const known = format === undefined ? undefined : findFormat(format);
  const whole = known?.type === "number" && known.isHint !== true ? known : undefined;
  const limits: Limits = {
    least: Math.max(low?.value ?? Number.NEGATIVE_INFINITY, whole?.least ?? Number.NEGATIVE_INFINITY),
    most: high?.value ?? Number.POSITIVE_INFINITY,
    above: low?.exclusive === true ? low.value : Number.NEGATIVE_INFINITY,
    below: Math.min(
      high?.exclusive === true ? high.value : Number.POSITIVE_INFINITY,
      whole?.beyond ?? Number.POSITIVE_INFINITY,
    ),
  };
  const isWhole = integerOnly === true || whole !== undefined;
  const isLimited = low !== undefined || high !== undefined || whole !== undefined;
  const checks: Check<Numeric>[] = [];
  if (isWhole || isLimited) checks.push(isWhole ? wholeCheck(limits) : rangeCheck(limits));
  if (multipleOf !== undefined) checks.push(multipleOfCheck(multipleOf));
  return allOf(checks);
}

interface Limits {
  readonly least: number;
  readonly most: number;
  readonly above: number;
  readonly below: number;
}

function wholeCheck({ least, most, above, below }: Limits): Check<Numeric> {
  return (value) =>
    value >= least &&
    value <= most &&
    value > above &&
    value < below &&
    (Number.isInteger(value) || typeof value === "bigint");
}

/** No JSON number is infinite, and so an infinite limit is none. */
function rangeCheck({ least, most, above, below }: Limits): Check<Numeric> {
  return (value) => value >= least && value <= most && value > above && value < below;
}

/** The checks of texts. */
export function textCheck(keywords: Keywords): Check<string> | undefined {
  const { minLength, maxLength, pattern, format } = keywords;
  const checks: Check<string>[] = [];
  const known = format === undefined ? undefined : findFormat(format);
  if (minLength !== undefined || maxLength !== undefined) {
    checks.push(
      lengthCheck({
        least: minLength,
        most: maxLength,
        isAscii: known?.type === "string" && known.isAscii === true,
      }),
    );
  }
  if (known?.type === "string" && known.isHint !== true) checks.push(known.accepts);
  if (pattern !== undefined) checks.push(patternCheck(pattern));
  return allOf(checks);
}

interface Lengths {
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly isAscii: boolean;
}

/**
 * Characters are code points (JSON Schema 2020-12 validation, 6.3.1). One has one or two units of UTF-16, so that most
 * texts need not be counted.
 */
function lengthCheck({ least = 0, most = Number.POSITIVE_INFINITY, isAscii }: Lengths): Check<string> {
  if (isAscii) return (value) => value.length >= least && value.length <= most;
  return (value) => {
    const units = value.length;
    if (units < least || units > 2 * most) return false;
    if (units >= 2 * least && units <= most) return true;
    const count = countCharacters(value);
    return count >= least && count <= most;
  };
}

/** The length of a text in code points. */
function countCharacters(value: string): number {
  let count = value.length;
  for (let index = 1; index < value.length; index += 1) {
    const isLow = (value.charCodeAt(index) & 0xfc00) === 0xdc00;
    if (isLow && (value.charCodeAt(index - 1) & 0xfc00) === 0xd800) count -= 1;
  }
  return count;
}

/** A pattern is not anchored, and reads text by code points (JSON Schema 2020-12 core, 6.4). */
export function patternCheck(pattern: string): Check<string> {
  const regExp = new RegExp(pattern, "u");
  return (value) => regExp.test(value);
}

/** The checks of `enum` and `const`. */
export function listedCheck({ enum: listed, const: constant }: Keywords): Check | undefined {
  const checks: Check[] = [];
  if (constant !== undefined) checks.push(valueCheck([constant.value]));
  if (listed !== undefined) checks.push(valueCheck(listed));
  return allOf(checks);
}

/** Whether a value is one of these. */
export function valueCheck(values: readonly JsonValue[]): Check {
  const [only] = values;
  const isScalar = (value: unknown) => typeof value !== "object" || value === null;
  if (only !== undefined && values.length === 1 && isScalar(only)) {
    return (value) => value === only || (typeof value === "bigint" && isJsonEqual(value, only));
  }
  const scalars = new Set<unknown>(values.filter(isScalar));
  const structures = values.filter((value) => !isScalar(value));
  return (value) => {
    if (isScalar(value)) {
      if (typeof value !== "bigint") return scalars.has(value);
      return values.some((one) => isJsonEqual(value, one));
    }
    return structures.some((structure) => isJsonEqual(structure, value as JsonValue));
  };
}

/** Whether no two items are the same JSON; in time that grows with the list and not with its square. */
export function areUnique(items: readonly JsonValue[]): boolean {
  return items.length < 2 || new Set(items.map(canonicalJson)).size === items.length;
}
