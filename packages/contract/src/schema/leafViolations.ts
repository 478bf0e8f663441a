import type { JsonValue } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { elementsOf, isList, isObject, jsonTypeOf } from "../json/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import { areUnique, type Check, listedCheck, numberCheck, textCheck } from "./compileScalars.ts";
import { describeKeyword } from "./describeSchema.ts";
import type { Keywords, SchemaNode } from "./SchemaNode.ts";
import type { Explained, SchemaViolation, SchemaViolationKind } from "./SchemaViolation.ts";

/** A keyword that looks at a value itself and not into it. */
interface LeafRule {
  readonly kind: SchemaViolationKind;
  readonly keyword: string;
  /** What the keyword asks for, for the description. */
  readonly rule: JsonValue;
  readonly check: Check;
}

/** The violations of the keywords that look at a value itself; a wrong type hides the others. */
export function leafViolations(
  node: SchemaNode,
  value: JsonValue,
  instancePointer: string,
): readonly SchemaViolation[] {
  const type = typeRule(node);
  const rules = type !== undefined && !type.check(value) ? [type] : otherRules(node.keywords, value);
  return rules
    .filter(({ check }) => !check(value))
    .map(({ kind, keyword, rule }) => ({
      kind,
      instancePointer,
      documentPointer: keywordPointer(node, keyword),
      keyword,
      expected: describeKeyword(keyword, rule),
      actual: value,
      ...(keyword === "enum" && typeof value === "string" && { suggestion: nearestListed(value, rule) }),
    }));
}

/** The location of a keyword; of the schema where the normal form has a keyword that the document has not. */
export function keywordPointer({ pointer, raw }: SchemaNode, keyword: string): string {
  return isObject(raw) && Object.hasOwn(raw, keyword) ? childPointer(pointer, keyword) : pointer;
}

/** A violation that names only its keyword. */
export function mismatch(
  { node, value, instancePointer }: Explained,
  keyword: string,
  expected?: string,
): SchemaViolation {
  return {
    kind: "schema-mismatch",
    instancePointer,
    documentPointer: keywordPointer(node, keyword),
    keyword,
    expected: expected ?? describeKeyword(keyword, undefined),
    actual: value,
  };
}

function typeRule({ keywords }: SchemaNode): LeafRule | undefined {
  const { types, integerOnly } = keywords;
  if (types === undefined) return undefined;
  const rule = [...types].map((type) => (type === "number" && integerOnly === true ? "integer" : type));
  const check: Check = (value) =>
    types.has(jsonTypeOf(value)) &&
    (integerOnly !== true || typeof value !== "number" || Number.isInteger(value));
  return { kind: "wrong-type", keyword: "type", rule, check };
}

/** The value of an enumeration that a misspelt one was probably meant to be. */
function nearestListed(value: string, rule: JsonValue): string | undefined {
  return nearestName(
    value,
    elementsOf(rule).filter((one) => typeof one === "string"),
  );
}

function otherRules(keywords: Keywords, value: JsonValue): readonly LeafRule[] {
  const rules = listedRules(keywords);
  if (typeof value === "string") rules.push(...textRules(keywords));
  else if (typeof value === "number" || typeof value === "bigint") rules.push(...numberRules(keywords));
  else if (isList(value)) rules.push(...listRules(keywords, value.length));
  else if (isObject(value)) rules.push(...objectRules(keywords, Object.keys(value).length));
  return rules;
}

function listedRules(keywords: Keywords): LeafRule[] {
  const rules: LeafRule[] = [];
  const { enum: listed, const: constant } = keywords;
  const always: Check = () => true;
  if (listed !== undefined) {
    const check = listedCheck({ enum: listed }) ?? always;
    rules.push({ kind: "not-in-enum", keyword: "enum", rule: listed, check });
  }
  if (constant !== undefined) {
    const check = listedCheck({ const: constant }) ?? always;
    rules.push({ kind: "wrong-constant", keyword: "const", rule: constant.value, check });
  }
  return rules;
}

const TEXT_KINDS = {
  format: "wrong-format",
  pattern: "pattern-mismatch",
  minLength: "wrong-length",
  maxLength: "wrong-length",
} as const;

/** Each keyword is checked by what it would compile to alone, so that the explanation cannot differ from the result. */
function textRules(keywords: Keywords): readonly LeafRule[] {
  return Object.entries(TEXT_KINDS).flatMap(([keyword, kind]) => {
    const rule = keywords[keyword as keyof typeof TEXT_KINDS];
    const check = textCheck({ [keyword]: rule });
    return rule === undefined || check === undefined ? [] : [{ kind, keyword, rule, check: check as Check }];
  });
}

function numberRules({ low, high, multipleOf, format }: Keywords): readonly LeafRule[] {
  const rules: LeafRule[] = [];
  const add = (keyword: string, rule: number | string, only: Keywords): void => {
    const check = numberCheck(only) as Check | undefined;
    const kind = keyword === "format" ? "wrong-format" : "out-of-range";
    if (check !== undefined) rules.push({ kind, keyword, rule, check });
  };
  if (low !== undefined) add(low.exclusive ? "exclusiveMinimum" : "minimum", low.value, { low });
  if (high !== undefined) add(high.exclusive ? "exclusiveMaximum" : "maximum", high.value, { high });
  if (multipleOf !== undefined) add("multipleOf", multipleOf, { multipleOf });
  if (format !== undefined) add("format", format, { format });
  return rules;
}

function listRules({ minItems, maxItems, uniqueItems }: Keywords, count: number): readonly LeafRule[] {
  const rules = [...lengthRules("Items", count, { least: minItems, most: maxItems })];
  if (uniqueItems === true) {
    const check: Check = (value) => !isList(value) || areUnique(value);
    rules.push({ kind: "duplicate-items", keyword: "uniqueItems", rule: true, check });
  }
  return rules;
}

function objectRules({ minProperties, maxProperties }: Keywords, count: number): readonly LeafRule[] {
  return lengthRules("Properties", count, { least: minProperties, most: maxProperties });
}

interface Limits {
  readonly least: number | undefined;
  readonly most: number | undefined;
}

function lengthRules(noun: string, count: number, { least, most }: Limits): readonly LeafRule[] {
  const kind = "wrong-length";
  return [
    ...(least === undefined
      ? []
      : [{ kind, keyword: `min${noun}`, rule: least, check: () => count >= least } as const]),
    ...(most === undefined
      ? []
      : [{ kind, keyword: `max${noun}`, rule: most, check: () => count <= most } as const]),
  ];
}
