import type { ValidateFunction } from "ajv";
import type { JsonValue, Operation, ParameterLocation } from "../Contract.ts";
import { setOwn } from "../load/jsonValues.ts";
import { effectiveSchema, type ParameterPlan, planParameters } from "./ParameterPlan.ts";
import type { AcceptedValues, RequestFacts } from "./RequestChecks.ts";
import type { RequestCompiler } from "./RequestCompiler.ts";
import { type QueryRules, readQuery } from "./readQuery.ts";

/** The accepted parameters by location; `undefined` where they are not accepted. */
export type ParameterCheck = (request: RequestFacts) => Omit<AcceptedValues, "body"> | undefined;

const REFUSE: ParameterCheck = () => undefined;

/** Compiles the check of an operation's parameters. */
export function compileParameterCheck(operation: Operation, compiler: RequestCompiler): ParameterCheck {
  if (operation.extensions["x-eov-allow-unknown-query-parameters"] !== undefined) return REFUSE;
  if (operation.extensions["x-allow-unknown-query-parameters"] !== undefined) return REFUSE;
  const plans = planParameters(operation);
  if (plans === undefined) return REFUSE;
  if (plans.length === 0) return acceptNone;
  try {
    const validate = compiler.compileTranslated(schemaOf(operation, plans, compiler));
    const rules = queryRules(plans);
    return (request) => checkParameters({ plans, rules, validate }, request);
  } catch {
    return REFUSE; // A schema that does not compile proves nothing.
  }
}

function acceptNone({ rawQuery }: RequestFacts): ReturnType<ParameterCheck> {
  return rawQuery === "" ? { path: {}, query: {}, header: {}, cookie: {} } : undefined;
}

const LOCATIONS: readonly ParameterLocation[] = ["path", "query", "header", "cookie"];

function schemaOf(operation: Operation, plans: readonly ParameterPlan[], compiler: RequestCompiler): object {
  const properties: Record<string, JsonValue> = {};
  for (const location of LOCATIONS) {
    const members = plans.filter(({ parameter }) => parameter.in === location);
    const ofLocation: Record<string, JsonValue> = {};
    for (const { parameter, key } of members) {
      setOwn(ofLocation, key, compiler.translate(effectiveSchema(operation, parameter) ?? {}));
    }
    const required = members.filter(({ parameter }) => parameter.required).map(({ key }) => key);
    const constraint = { type: "object", properties: ofLocation };
    properties[location] = required.length === 0 ? constraint : { ...constraint, required };
  }
  return { type: "object", required: LOCATIONS, properties };
}

function queryRules(plans: readonly ParameterPlan[]): QueryRules {
  const inQuery = plans.filter(({ parameter }) => parameter.in === "query");
  return new Map(
    inQuery.map(({ parameter, key }) => [
      key,
      { allowReserved: parameter.allowReserved, allowComma: !parameter.explode },
    ]),
  );
}

interface CompiledParameters {
  readonly plans: readonly ParameterPlan[];
  readonly rules: QueryRules;
  readonly validate: ValidateFunction;
}

function checkParameters(
  { plans, rules, validate }: CompiledParameters,
  request: RequestFacts,
): ReturnType<ParameterCheck> {
  const query = readQuery(request.rawQuery, rules);
  if (query === undefined) return undefined;
  const data: Record<ParameterLocation, Record<string, unknown>> = {
    path: {},
    query: {},
    header: {},
    cookie: {},
  };
  for (const plan of plans) {
    const texts = textsOf(plan, request, query);
    if (texts === undefined) return undefined;
    const value = texts.length === 0 ? absentValue(plan) : readTexts(plan, texts);
    if (texts.length > 0 && value === undefined) return undefined;
    if (value !== undefined) data[plan.parameter.in][plan.key] = value;
  }
  // express-openapi-validator checks a copy of the cookies and hands on the texts, so these are what counts.
  const cookie = { ...data.cookie } as Record<string, string>;
  return validate(data) ? { ...data, header: byDocumentNames(plans, data.header), cookie } : undefined;
}

/** The texts of a parameter; none where it is absent, `undefined` where a header comes in an unusual form. */
function textsOf(
  { parameter, key }: ParameterPlan,
  request: RequestFacts,
  query: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  if (parameter.in === "query") return query.get(key) ?? [];
  const source = { path: request.pathParameters, header: request.headers, cookie: request.cookies }[
    parameter.in
  ];
  const text = Object.hasOwn(source, key) ? source[key] : undefined;
  if (text === undefined) return [];
  return typeof text === "string" ? [text] : undefined;
}

function readTexts({ reading }: ParameterPlan, texts: readonly string[]): unknown {
  const [text] = texts;
  switch (reading.kind) {
    case "repeated":
      return [...texts];
    case "scalar":
      return texts.length === 1 ? text : undefined;
    case "delimited":
      return texts.length === 1 ? text?.split(reading.delimiter) : undefined;
    case "foreign":
    case "deepObject":
      return undefined;
  }
}

function absentValue({ reading }: ParameterPlan): unknown {
  return reading.kind === "deepObject" ? {} : undefined;
}

function byDocumentNames(
  plans: readonly ParameterPlan[],
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const named: Record<string, unknown> = {};
  for (const { parameter, key } of plans) {
    const value = parameter.in === "header" ? values[key] : undefined;
    if (value !== undefined) named[parameter.name] = value;
  }
  return named;
}
