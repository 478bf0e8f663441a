import type { JsonObject, JsonValue } from "../Contract.ts";
import type { Check } from "./compileScalars.ts";
import { findFormat } from "./findFormat.ts";
import type { Keywords, SchemaNode } from "./SchemaNode.ts";

/**
 * Whether this process may make code out of text. Node's flag `--disallow-code-generation-from-strings` and the content
 * security policy of a page forbid it, and report each attempt.
 */
export function mayGenerateCode(): boolean {
  try {
    return generate<boolean>([], "return true")();
  } catch {
    return false;
  }
}

/**
 * All text that becomes code is made in this file, of fixed parts, numbers, and JSON texts of names and constants: the
 * document has no other way in.
 */
function generate<Result>(names: readonly string[], body: string): (...values: readonly unknown[]) => Result {
  return new Function(...names, `"use strict"; ${body}`) as (...values: readonly unknown[]) => Result;
}

/** A documented property with its schema, and the schema's check. */
export interface Member {
  readonly name: string;
  /** `undefined` for a name that is only in `required`. */
  readonly node: SchemaNode | undefined;
  readonly check: Check;
  readonly isRequired: boolean;
}

/**
 * The check of documented properties as a function of its own for each schema: the engine then remembers the shape of
 * the objects of that schema, where a loop over names has to remember all. A name must not be one that objects inherit.
 */
export function generateMembersCheck(members: readonly Member[]): Check<JsonObject> {
  const rules = members.map(({ node, check }) => (node === undefined ? undefined : plainRule(node, check)));
  const steps = members.map(({ name, isRequired }, index) => {
    const isAbsent = isRequired ? "value === undefined ||" : "value !== undefined &&";
    const conforms = conditionOf(rules[index], `check${index}`, `accepts${index}`);
    return `value = object[${JSON.stringify(name)}]; if (${isAbsent} !(${conforms})) return false;`;
  });
  const names = members.flatMap((_, index) => [`check${index}`, `accepts${index}`]);
  const make = generate<Check<JsonObject>>(
    names,
    `return (object) => { let value; ${steps.join(" ")} return true; };`,
  );
  return make(...members.flatMap(({ check }, index) => [check, rules[index]?.accepts]));
}

/** What the items of a list have to be, and how many there may be. */
interface Items {
  readonly node: SchemaNode;
  readonly check: Check;
  readonly start: number;
  readonly least: number;
  readonly most: number;
}

/** The check of a list's items from `start` on as a function of its own for each schema. */
export function generateItemsCheck({ node, check, start, least, most }: Items): Check<readonly JsonValue[]> {
  const rule = plainRule(node, check);
  const walk =
    `for (let index = ${start}; index < count; index += 1) ` +
    `{ const value = list[index]; if (!(${conditionOf(rule, "check", "accepts")})) return false; }`;
  const isCounted = `count < ${least} || count > ${most}`;
  const make = generate<Check<readonly JsonValue[]>>(
    ["check", "accepts"],
    `return (list) => { const count = list.length; if (${isCounted}) return false; ${walk} return true; };`,
  );
  return make(check, rule?.accepts);
}

function conditionOf(rule: PlainRule | undefined, check: string, accepts: string): string {
  const decides = `${check}(value)`;
  return rule === undefined ? decides : `${rule.conditionWith(accepts)} || ${decides}`;
}

/**
 * What most properties and items are: a text of some length, a whole number, a constant. Written out as the text of a
 * condition on `value`, which holds only of values that conform. Where it does not hold the schema's check decides: of
 * texts near a limit of their length, and of `bigint`.
 */
interface PlainRule {
  /** The condition, by the name that `accepts` has there. */
  conditionWith(accepts: string): string;
  /** The format of a text. */
  readonly accepts?: (value: string) => boolean;
}

/** The plain rule of a schema with its check; `undefined` for a schema that is not plain. */
function plainRule(node: SchemaNode, check: Check): PlainRule | undefined {
  const keywords = withoutReferences(node);
  const [type] = keywords?.types?.size === 1 ? keywords.types : [];
  if (keywords === undefined || type === undefined) return undefined;
  const { enum: listed, const: constant } = keywords;
  const values = listed ?? (constant && [constant.value]);
  if (values !== undefined) return listedRule(values.filter(check));
  if (type === "boolean") return { conditionWith: () => 'typeof value === "boolean"' };
  if (type === "string") return textRule(keywords);
  return type === "number" ? wholeRule(keywords) : undefined;
}

/** The keywords that a schema leads to by `$ref` alone; `undefined` where one of them is not of a plain rule. */
function withoutReferences(node: SchemaNode): Keywords | undefined {
  let { keywords } = node;
  for (let step = 0; step < MOST_REFERENCES; step += 1) {
    const { ref, ...others } = keywords;
    const names = Object.keys(others);
    if (ref === undefined) return names.every((name) => PLAIN.has(name)) ? keywords : undefined;
    if (names.length > 0) return undefined;
    keywords = ref.keywords;
  }
  return undefined;
}

const MOST_REFERENCES = 20;

const PLAIN: ReadonlySet<string> = new Set([
  "const",
  "enum",
  "format",
  "high",
  "integerOnly",
  "low",
  "maxLength",
  "minLength",
  "types",
]);

/** Long lists are left to the check, which looks values up by hash; so is an infinity, which JSON writes as `null`. */
function listedRule(values: readonly JsonValue[]): PlainRule | undefined {
  const isWritten = values.every((value) =>
    typeof value === "number" ? Number.isFinite(value) : typeof value !== "object" || value === null,
  );
  if (!isWritten || values.length === 0 || values.length > 8) return undefined;
  const condition = values.map((value) => `value === ${JSON.stringify(value)}`).join(" || ");
  return { conditionWith: () => condition };
}

/** A character has one or two units of UTF-16: a text of these many units has enough characters, and not too many. */
function textRule({ minLength = 0, maxLength, format }: Keywords): PlainRule {
  const known = format === undefined ? undefined : findFormat(format);
  const text = known?.type === "string" && known.isHint !== true ? known : undefined;
  const least = text?.isAscii === true ? minLength : 2 * minLength;
  const limits = [
    'typeof value === "string"',
    ...(least > 0 ? [`value.length >= ${least}`] : []),
    ...(maxLength === undefined ? [] : [`value.length <= ${maxLength}`]),
  ].join(" && ");
  if (text === undefined) return { conditionWith: () => limits };
  return { conditionWith: (accepts) => `${limits} && ${accepts}(value)`, accepts: text.accepts };
}

/** Whole numbers are plain between inclusive limits. */
function wholeRule({ integerOnly, low, high, format }: Keywords): PlainRule | undefined {
  const known = format === undefined ? undefined : findFormat(format);
  const size = known?.type === "number" && known.isHint !== true ? known : undefined;
  const isWhole = integerOnly === true || size !== undefined;
  if (!isWhole || low?.exclusive === true || high?.exclusive === true) return undefined;
  const least = Math.max(low?.value ?? Number.NEGATIVE_INFINITY, size?.least ?? Number.NEGATIVE_INFINITY);
  // The limit of a format is exclusive: the check decides on the numbers in the half below it.
  const most = Math.min(
    high?.value ?? Number.POSITIVE_INFINITY,
    (size?.beyond ?? Number.POSITIVE_INFINITY) / 2,
  );
  const condition = `typeof value === "number" && value >= ${least} && value <= ${most} && Number.isInteger(value)`;
  return { conditionWith: () => condition };
}
