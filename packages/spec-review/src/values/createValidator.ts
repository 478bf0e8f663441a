import type { JsonObject, JsonValue } from "@gatehouse/contract";
import { Ajv2020, type AnySchema, type ErrorObject } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import { createEvaluation } from "./createEvaluation.ts";
import { compileRegExp } from "./Evaluation.ts";

/** Something that is wrong with a value. */
export interface Violation {
  /** JSON pointer into the value. */
  readonly pointer: string;
  readonly keyword: string;
  readonly text: string;
}

/** What Ajv says about a value. */
export interface Validation {
  readonly valid: boolean;
  /** In words, where the value is not valid. */
  readonly problem: string | undefined;
  /** The last one is decisive: Ajv reports the members of a union before the union itself. */
  readonly violations: readonly Violation[];
}

/** Validates values with Ajv; its result decides whether a witness is shown. */
export interface Validator {
  /** @returns undefined if Ajv cannot compile the schema, or the compiled code throws */
  validate(node: SchemaNode, value: JsonValue): Validation | undefined;
}

const COPIED = [
  "enum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "format",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minContains",
  "maxContains",
  "minProperties",
  "maxProperties",
  "required",
] as const;
const SINGLE = [
  "items",
  "contains",
  "unevaluatedItems",
  "additionalProperties",
  "propertyNames",
  "unevaluatedProperties",
  "not",
  "if",
  "then",
  "else",
] as const;
const LISTS = ["prefixItems", "allOf", "anyOf", "oneOf"] as const;
const MAPS = ["properties", "patternProperties", "dependentSchemas"] as const;

type Write = (node: SchemaNode) => JsonValue;

/**
 * Creates a validator. Compiling a whole document for one value would take seconds, so Ajv only gets the parts that the
 * evaluation of the value visits; all other schemas are replaced by `true`.
 */
export function createValidator(): Validator {
  let ajv: Ajv2020 | undefined;
  const compiled = new Map<string, Ask>();
  const byText = new Map<string, Ask>();
  const compileOnce = (schema: JsonValue): Ask => {
    const text = JSON.stringify(schema);
    ajv ??= createAjv();
    const ask = byText.get(text) ?? compile(ajv, schema);
    byText.set(text, ask);
    return ask;
  };
  const visited = new Set<number>();
  const evaluation = createEvaluation(({ id }) => visited.add(id));
  return {
    validate(node, value) {
      visited.clear();
      evaluation.evaluate(node, value);
      const key = `${node.id}|${[...visited].join(",")}`;
      const ask = compiled.get(key) ?? compileOnce(writeJsonSchema(node, ({ id }) => visited.has(id)));
      compiled.set(key, ask);
      return ask(value);
    },
  };
}

function createAjv(): Ajv2020 {
  // Without allErrors, Ajv 8.20 skips `contains` where `prefixItems` finds no item to look at.
  return new Ajv2020({
    strict: false,
    validateSchema: false,
    allErrors: true,
    addUsedSchema: false,
    // Without it every object has a member "constructor".
    ownProperties: true,
    formats: fullFormats,
    logger: false,
    // A validator is asked a few times: to make its code shorter or faster costs more than it saves.
    inlineRefs: false,
    code: { regExp, optimize: false },
  });
}

type Ask = (value: JsonValue) => Validation | undefined;

function compile(ajv: Ajv2020, schema: JsonValue): Ask {
  const shown: AnySchema = typeof schema === "boolean" ? schema : Object(schema);
  const validate = attempt(() => ajv.compile<JsonValue>(shown));
  // Ajv keeps compiled schemas for ever; only the function is needed.
  ajv.removeSchema(shown);
  return (value) =>
    attempt(() => {
      if (!validate) return undefined;
      if (validate(value) === true) return { valid: true, problem: undefined, violations: [] };
      const violations = (validate.errors ?? []).map(violationOf);
      return { valid: false, problem: violations.at(-1)?.text ?? "not valid", violations };
    });
}

function attempt<T>(task: () => T): T | undefined {
  try {
    return task();
  } catch {
    return undefined;
  }
}

function violationOf({ instancePath, keyword, message, params }: ErrorObject): Violation {
  const at = instancePath === "" ? "" : `${instancePath} `;
  return { pointer: instancePath, keyword, text: `${at}${message ?? keyword}${detail(params)}` };
}

function detail(params: ErrorObject["params"]): string {
  const shown = params.additionalProperty ?? params.unevaluatedProperty ?? params.allowedValues;
  return shown === undefined ? "" : `: ${JSON.stringify(shown)}`;
}

/** Ajv needs its own tag on the constructor to call it in generated code. */
const regExp = Object.assign((pattern: string, _flags: string) => compileRegExp(pattern) ?? /(?:)/, {
  code: "new RegExp",
});

/**
 * Writes a schema and all it refers to as one JSON Schema 2020-12 document; equal schemas give equal documents.
 *
 * @param matters whether to write a schema; the others are replaced by `true`. @default all
 */
export function writeJsonSchema(
  node: SchemaNode,
  matters: (schema: SchemaNode) => boolean = () => true,
): JsonValue {
  const definitions = new Map<string, JsonValue>();
  const names = new Map<number, string>();
  const write = (schema: SchemaNode): JsonValue =>
    matters(schema) ? writeKeywords(schema.keywords, write, refer) : true;
  const refer = (target: SchemaNode): string => {
    const known = names.get(target.id);
    if (known !== undefined) return `#/$defs/${known}`;
    const name = `s${names.size}`;
    names.set(target.id, name);
    definitions.set(name, write(target));
    return `#/$defs/${name}`;
  };
  const start = refer(node);
  return { $ref: start, $defs: Object.fromEntries(definitions) as JsonObject };
}

function writeKeywords(keywords: Keywords, write: Write, refer: (node: SchemaNode) => string): JsonValue {
  if (keywords.booleanSchema !== undefined) return keywords.booleanSchema;
  const written: Record<string, JsonValue> = { ...writeScalars(keywords), ...writeChildren(keywords, write) };
  if (keywords.ref) written.$ref = refer(keywords.ref);
  return written;
}

function writeScalars(keywords: Keywords): Record<string, JsonValue> {
  const written: Record<string, JsonValue> = {};
  for (const keyword of COPIED) {
    const value = keywords[keyword];
    if (value !== undefined) written[keyword] = value;
  }
  const { types, integerOnly, low, high, dependentRequired } = keywords;
  if (types) written.type = [...types].map((type) => (type === "number" && integerOnly ? "integer" : type));
  if (low) written[low.exclusive ? "exclusiveMinimum" : "minimum"] = low.value;
  if (high) written[high.exclusive ? "exclusiveMaximum" : "maximum"] = high.value;
  if (keywords.const) written.const = keywords.const.value;
  if (dependentRequired) written.dependentRequired = Object.fromEntries(dependentRequired);
  return written;
}

function writeChildren(keywords: Keywords, write: Write): Record<string, JsonValue> {
  const written: Record<string, JsonValue> = {};
  for (const keyword of SINGLE) {
    const child = keywords[keyword];
    if (child) written[keyword] = write(child);
  }
  for (const keyword of LISTS) {
    const list = keywords[keyword];
    if (list) written[keyword] = list.map(write);
  }
  for (const keyword of MAPS) {
    const map = keywords[keyword];
    if (map) written[keyword] = Object.fromEntries([...map].map(([name, child]) => [name, write(child)]));
  }
  return written;
}
