import type { JsonObject, Operation, Parameter } from "../Contract.ts";
import { isObject } from "../load/jsonValues.ts";
import { hasDefault } from "./hasDefault.ts";

/** How the text of a parameter is read. */
export type ParameterReading =
  /** As it is; the schema converts it. */
  | { readonly kind: "scalar" }
  /** As one item for each time that it comes. */
  | { readonly kind: "repeated" }
  | { readonly kind: "delimited"; readonly delimiter: string }
  /** Not by us: a request that has the parameter is not accepted. */
  | { readonly kind: "foreign" }
  /** The same, and a request without the parameter has an object without properties. */
  | { readonly kind: "deepObject" };

/** A parameter with the way it is read. */
export interface ParameterPlan {
  readonly parameter: Parameter;
  /** Its name where it travels: lower case for headers. */
  readonly key: string;
  readonly reading: ParameterReading;
}

const QUERY_DELIMITERS: Readonly<Record<string, string>> = {
  form: ",",
  spaceDelimited: " ",
  pipeDelimited: "|",
};
const FOREIGN = { kind: "foreign" } as const;

/**
 * Plans how the parameters of an operation are read.
 *
 * @returns `undefined` when the absence of one of them already has an effect that only another judge can tell.
 */
export function planParameters(operation: Operation): readonly ParameterPlan[] | undefined {
  const plans = operation.parameters.map((parameter) => planParameter(operation, parameter));
  return plans.every((plan) => plan !== undefined) ? plans : undefined;
}

function planParameter(operation: Operation, parameter: Parameter): ParameterPlan | undefined {
  const key = parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name;
  const schema = effectiveSchema(operation, parameter);
  if (schema === undefined || key === "content-type" || key.includes("[")) return undefined;
  const reading = parameter.content === undefined ? planReading(parameter, schema) : FOREIGN;
  if (reading === undefined) return undefined;
  // A foreign parameter that is absent may still be filled in, in ways of the foreign judge's own.
  if ((reading.kind === "foreign" || reading.kind === "deepObject") && hasDefault(operation.contract, schema))
    return undefined;
  return { parameter, key, reading };
}

/** The schema that counts, one reference followed; `undefined` where what stands beside the reference might count. */
export function effectiveSchema({ contract }: Operation, parameter: Parameter): JsonObject | undefined {
  const [mediaType] = parameter.content?.values() ?? [];
  const schema = parameter.schema ?? mediaType?.schema ?? {};
  if (!isObject(schema) || typeof schema.$ref !== "string") return isObject(schema) ? schema : undefined;
  if (Object.keys(schema).length > 1) return undefined;
  const pointer = decodeURIComponent(schema.$ref.slice(1));
  const { pointer: actual, value } = contract.resolve(pointer);
  return actual === pointer && isObject(value) ? value : undefined;
}

function planReading(parameter: Parameter, schema: JsonObject): ParameterReading | undefined {
  if (schema.type === "array") return planList(parameter);
  if (mayBeObject(schema)) return isDeepObject(parameter, schema) ? { kind: "deepObject" } : FOREIGN;
  if (Array.isArray(schema.type) && schema.type.some((type) => type === "array" || type === "object"))
    return FOREIGN;
  const isPlain = parameter.style === "simple" || parameter.style === "form";
  return isPlain ? { kind: "scalar" } : FOREIGN;
}

/** express-openapi-validator makes up an object for an absent `deepObject` parameter with named properties. */
function isDeepObject({ in: location, style }: Parameter, schema: JsonObject): boolean {
  const named = isObject(schema.properties) && Object.keys(schema.properties).length > 0;
  return location === "query" && style === "deepObject" && named;
}

function planList(parameter: Parameter): ParameterReading | undefined {
  const { in: location, style, explode } = parameter;
  if (location === "path")
    return style === "simple" && !explode ? { kind: "delimited", delimiter: "," } : undefined;
  // Lists in headers and cookies are refused by express-openapi-validator, present or not, unless a style is written.
  if (location !== "query") return undefined;
  const delimiter = QUERY_DELIMITERS[style];
  if (delimiter === undefined) return undefined;
  if (!explode) return { kind: "delimited", delimiter };
  return style === "form" ? { kind: "repeated" } : FOREIGN;
}

/** Whether express-openapi-validator takes a schema for that of an object and reads its text as JSON. */
function mayBeObject(schema: JsonObject): boolean {
  if (typeof schema.$ref === "string" || schema.type === "object") return true;
  return [schema.allOf, schema.oneOf, schema.anyOf].some(
    (parts) => Array.isArray(parts) && parts.some((part) => isObject(part) && mayBeObject(part)),
  );
}
