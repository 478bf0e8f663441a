import type { JsonValue } from "../Contract.ts";
import { describeType, isList, isObject } from "../json/jsonValues.ts";
import type { BundleContext, SourceValue } from "./BundleContext.ts";
import { patternProblem } from "./patternProblem.ts";
import type { KeywordRule } from "./schemaKeywords.ts";

const TYPES_30 = ["array", "boolean", "integer", "number", "object", "string"];
const TYPES_31 = [...TYPES_30, "null"];

/** Whether a keyword holds what it may hold; reports it where not. */
export function checkKeyword(
  context: BundleContext,
  rule: KeywordRule,
  { value, node }: SourceValue,
): boolean {
  const expected = rule === "type" ? expectedType(context) : EXPECTED[rule];
  const fits = rule === "type" ? isType(context, value) : FITS[rule](value);
  if (fits) return true;
  if (rule === "pattern" && typeof value === "string") {
    reportPattern(context, { value, node });
    return false;
  }
  const repeated = rule === "list of names" ? repeatedIn(value) : undefined;
  const shown = isObject(value) || isList(value) ? describeType(value) : JSON.stringify(value);
  context.report(node, {
    rule: rule === "type" || rule === "pattern" ? "invalid-value" : "wrong-type",
    message:
      repeated === undefined
        ? `"${node.key}" holds ${shown}, but it takes ${expected}.`
        : `"${node.key}" names "${repeated}" twice.`,
    advice: repeated === undefined ? `Write ${expected}.` : "Remove one of the two.",
  });
  return false;
}

type Rules = Exclude<KeywordRule, "type">;

const isNames = (value: JsonValue): boolean =>
  isList(value) && value.every((item) => typeof item === "string") && new Set(value).size === value.length;

const FITS: Readonly<Record<Rules, (value: JsonValue) => boolean>> = {
  "array of schemas": (value) => isList(value) && value.length > 0,
  boolean: (value) => typeof value === "boolean",
  "boolean or schema": (value) => typeof value === "boolean" || isObject(value),
  count: (value) => Number.isInteger(value) && Number(value) >= 0,
  data: () => true,
  discriminator: isObject,
  list: isList,
  "list of names": isNames,
  "map of lists of names": (value) => isObject(value) && Object.values(value).every(isNames),
  "map of schemas": (value) => isObject(value),
  number: (value) => typeof value === "number",
  pattern: isPattern,
  "positive number": (value) => typeof value === "number" && value > 0,
  schema: isObject,
  string: (value) => typeof value === "string",
  xml: isObject,
};

const EXPECTED: Readonly<Record<Rules, string>> = {
  "array of schemas": "a list of at least one schema",
  boolean: "true or false",
  "boolean or schema": "a schema, true or false",
  count: "a whole number from 0",
  data: "any value",
  discriminator: "a discriminator",
  list: "a list",
  "list of names": "a list of names, each of them once",
  "map of lists of names": "a map of lists of names, each of them once",
  "map of schemas": "a map of schemas",
  number: "a number",
  pattern: "a regular expression of ECMA-262",
  "positive number": "a number greater than 0",
  schema: "a schema",
  string: "text",
  xml: "an object that describes XML",
};

function isPattern(value: JsonValue): boolean {
  return typeof value === "string" && patternProblem(value) === undefined;
}

/** The first text that a list holds twice. */
function repeatedIn(value: JsonValue): string | undefined {
  const texts = isList(value) ? value.filter((item) => typeof item === "string") : [];
  return texts.find((text, index) => texts.indexOf(text) < index);
}

/** Reports a text that is no pattern, with the part that is wrong and with what to write instead. */
export function reportPattern(context: BundleContext, { value, node }: SourceValue): void {
  const problem = patternProblem(String(value));
  if (problem === undefined) return;
  const { part, corrected, reason } = problem;
  const where = part === undefined ? "" : ` "${part}" is wrong in it.`;
  const rule = "patterns are regular expressions of ECMA-262 with the flag u";
  context.report(node, {
    rule: "invalid-value",
    message: `The pattern ${JSON.stringify(value)} is not a regular expression of ECMA-262: ${reason}.${where}`,
    advice: corrected === undefined ? "Correct the regular expression." : `Write ${corrected}; ${rule}.`,
  });
}

function expectedType(context: BundleContext): string {
  return context.is31 ? `one or more of ${TYPES_31.join(", ")}` : `one of ${TYPES_30.join(", ")}`;
}

function isType(context: BundleContext, value: JsonValue): boolean {
  const names = context.is31 ? TYPES_31 : TYPES_30;
  if (isList(value))
    return (
      context.is31 &&
      value.length > 0 &&
      value.every((name) => names.includes(String(name))) &&
      new Set(value).size === value.length
    );
  return typeof value === "string" && names.includes(value);
}
