import type { JsonValue } from "@gatehouse/contract";
import { Ajv2020, type AnySchema, type ErrorObject } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import { compileRegExp } from "./compileRegExp.ts";
import { createEvaluation } from "./createEvaluation.ts";
import { writeJsonSchema } from "./writeJsonSchema.ts";

/** Something that is wrong with a value. */
export interface Violation {
  /** JSON pointer into the value. */
  readonly pointer: string;
  readonly keyword: string;
  readonly text: string;
}

/** What Ajv says about a value. */
export interface Judgement {
  readonly valid: boolean;
  /** In words, where the value is not valid. */
  readonly problem: string | undefined;
  /** The decisive one comes last: Ajv reports the members of a union before the union itself. */
  readonly violations: readonly Violation[];
}

/** Asks Ajv about values; its word decides whether a witness is shown. */
export interface Judge {
  /** @returns undefined where Ajv cannot read the schema, or fails in the code it has made of it */
  judge(node: SchemaNode, value: JsonValue): Judgement | undefined;
}

/**
 * Makes a judge. Compiling a whole document for one value would take seconds, so Ajv gets of each schema what the
 * value meets: the evaluation tells which parts those are, and whatever it does not look at stands open.
 */
export function createJudge(): Judge {
  // Without allErrors, Ajv 8.20 skips `contains` where `prefixItems` finds no item to look at.
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    allErrors: true,
    addUsedSchema: false,
    // Without it every object has a member "constructor".
    ownProperties: true,
    formats: fullFormats,
    logger: false,
    code: { regExp },
  });
  const compiled = new Map<string, Ask>();
  const byText = new Map<string, Ask>();
  const compileOnce = (schema: JsonValue): Ask => {
    const text = JSON.stringify(schema);
    const ask = byText.get(text) ?? compile(ajv, schema);
    byText.set(text, ask);
    return ask;
  };
  const visited = new Set<number>();
  const evaluation = createEvaluation(({ id }) => visited.add(id));
  return {
    judge(node, value) {
      visited.clear();
      evaluation.evaluate(node, value);
      const key = `${node.id}|${[...visited].join(",")}`;
      const ask = compiled.get(key) ?? compileOnce(writeJsonSchema(node, ({ id }) => visited.has(id)));
      compiled.set(key, ask);
      return ask(value);
    },
  };
}

type Ask = (value: JsonValue) => Judgement | undefined;

function compile(ajv: Ajv2020, schema: JsonValue): Ask {
  const shown: AnySchema = typeof schema === "boolean" ? schema : Object(schema);
  const validate = attempt(() => ajv.compile<JsonValue>(shown));
  // Ajv keeps what it has compiled for ever; the function is all that is needed.
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
  const place = instancePath === "" ? "" : `${instancePath} `;
  return { pointer: instancePath, keyword, text: `${place}${message ?? keyword}${detail(params)}` };
}

function detail(params: ErrorObject["params"]): string {
  const shown = params.additionalProperty ?? params.unevaluatedProperty ?? params.allowedValues;
  return shown === undefined ? "" : `: ${JSON.stringify(shown)}`;
}

/** Ajv wants its own tag on the constructor to be able to write the call into generated code. */
const regExp = Object.assign((pattern: string, _flags: string) => compileRegExp(pattern) ?? /(?:)/, {
  code: "new RegExp",
});
