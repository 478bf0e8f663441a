import type { Operation, Parameter } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { isObject } from "../json/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { SchemaValidators } from "../schema/SchemaValidators.ts";
import { schemaFacts } from "../style/SchemaFacts.ts";
import { isDeepName } from "../style/splitStyled.ts";
import type { RequestTexts } from "./RequestTexts.ts";
import type { FoundViolation } from "./RequestViolation.ts";

/** Whether an exploded object has a property of a name. */
type Takes = (name: string) => boolean;

/** An object whose properties are parameters by themselves: style `form` with `explode` (OpenAPI 3.1.1, 4.8.12.4). */
interface SpreadObject {
  readonly parameter: Parameter;
  /** The names of its properties. */
  readonly named: ReadonlySet<string>;
  readonly patterns: readonly RegExp[];
  /** It takes the names that no other parameter has. */
  readonly takesOthers: boolean;
}

/** Which parameter of an operation each name in the query belongs to. */
export interface QueryNames {
  /** The names that are parameters by themselves. */
  readonly single: ReadonlySet<string>;
  readonly spread: readonly SpreadObject[];
  /** The function of a spread object, `undefined` for any other parameter. */
  takesOf(parameter: Parameter): Takes | undefined;
  /** Adds a violation for each name that no parameter has, and for names and values that cannot be decoded. */
  check(texts: RequestTexts, violations: FoundViolation[]): void;
}

/** Plans the names of an operation's query and cookies. */
export function planQueryNames(operation: Operation, validators: SchemaValidators): QueryNames {
  const inQuery = operation.parameters.filter((parameter) => parameter.in === "query");
  const spread = operation.parameters
    .filter((parameter) => isSpread(parameter, validators))
    .map((parameter) => planSpread(parameter, validators));
  const objects = new Map(spread.map((one) => [one.parameter, one]));
  const deep = inQuery.filter(({ style }) => style === "deepObject").map(({ name }) => name);
  const single = new Set([
    ...inQuery
      .filter((one) => one.style !== "deepObject" && (!objects.has(one) || isMore(one, validators)))
      .map(({ name }) => name),
    ...keyNames(operation),
  ]);
  const isOwned = (name: string) => single.has(name) || deep.some((prefix) => isDeepName(prefix, name));
  const takesOf = (parameter: Parameter): Takes | undefined => {
    const object = objects.get(parameter);
    if (object === undefined) return undefined;
    const others = spread.filter((one) => one !== object && one.parameter.in === parameter.in);
    return createTakes(object, { isOwned, others });
  };
  const takes = spread
    .filter(({ parameter }) => parameter.in === "query")
    .map(({ parameter }) => takesOf(parameter));
  const isKnown = (name: string) => isOwned(name) || takes.some((take) => take?.(name) === true);
  // Where the object has a property of the parameter's name, that name says nothing of which value came.
  const mixed = spread.filter(
    ({ parameter: { in: location, name }, named }) =>
      location === "query" && single.has(name) && !named.has(name),
  );
  const checkNames = createCheck(operation, isKnown);
  const check: QueryNames["check"] = (texts, violations) => {
    checkNames(texts, violations);
    for (const { parameter } of mixed) {
      const takes = takesOf(parameter);
      const isSpread = [...texts.query.texts.keys()].some((name) => takes?.(name) === true);
      if (isSpread && texts.query.texts.has(parameter.name)) violations.push(writtenTwice(parameter));
    }
  };
  return { single, spread, takesOf, check };
}

/** The object and the other value that a parameter can be came both. */
function writtenTwice({ name, pointer: documentPointer }: Parameter): FoundViolation {
  const message = "must be written in one way";
  return { in: "query", pointer: childPointer("", name), keyword: "style", message, documentPointer };
}

function isSpread(parameter: Parameter, validators: SchemaValidators): boolean {
  const { in: location, style, explode, schema } = parameter;
  const isExploded = explode && (style === "form" || style === "cookie");
  // Most schemas name their type themselves, and need not be read for this.
  const isScalar = isObject(schema) && typeof schema.type === "string" && schema.type !== "object";
  if (!isExploded || isScalar || schema === undefined || (location !== "query" && location !== "cookie"))
    return false;
  return schemaFacts(validators, schemaOf(parameter, validators)).kinds.has("object");
}

/** Whether an exploded object can be another value as well, which comes under the parameter's own name. */
function isMore(parameter: Parameter, validators: SchemaValidators): boolean {
  const { types } = schemaFacts(validators, schemaOf(parameter, validators));
  return [...types].some((type) => type !== "object" && type !== "null");
}

function schemaOf(parameter: Parameter, { reader }: SchemaValidators): readonly SchemaNode[] {
  const [mediaType] = parameter.content?.values() ?? [];
  return [reader.at(childPointer((mediaType ?? parameter).pointer, "schema"))];
}

function planSpread(parameter: Parameter, validators: SchemaValidators): SpreadObject {
  const { named, patterns, additional, isFree } = validators.names.shapeOf(schemaOf(parameter, validators));
  return {
    parameter,
    named: new Set(named.keys()),
    patterns: patterns.map(({ pattern }) => pattern),
    // Cookies of other applications come with every request.
    takesOthers: parameter.in !== "cookie" && (isFree || additional.length > 0),
  };
}

interface OtherNames {
  readonly isOwned: (name: string) => boolean;
  readonly others: readonly SpreadObject[];
}

function createTakes(object: SpreadObject, { isOwned, others }: OtherNames): Takes {
  return (name) => {
    if (object.named.has(name)) return true;
    if (isOwned(name) || others.some(({ named }) => named.has(name))) return false;
    return object.takesOthers || object.patterns.some((pattern) => pattern.test(name));
  };
}

/** Keys of security schemes travel in the query without being parameters (OpenAPI 3.1.1, 4.8.27). */
function keyNames({ contract, security }: Operation): readonly string[] {
  return security.flat().flatMap(({ scheme }) => {
    const { in: location, parameterName } = contract.securitySchemes.get(scheme) ?? {};
    return location === "query" && parameterName !== undefined ? [parameterName] : [];
  });
}

/** The extensions that let unknown query parameters pass, ours and the one of express-openapi-validator. */
const ALLOW_UNKNOWN = ["x-allow-unknown-query-parameters", "x-eov-allow-unknown-query-parameters"];

function createCheck(operation: Operation, isKnown: Takes): QueryNames["check"] {
  const { contract, extensions, parameters, pointer } = operation;
  const allowsUnknown = ALLOW_UNKNOWN.some((name) => (extensions[name] ?? contract.document[name]) === true);
  const hasAll = parameters.some(({ in: location }) => (location as string) === "querystring");
  return ({ query }, violations) => {
    // A broken value of a parameter has a violation of its own.
    if (query.isMalformed && !violations.some(({ keyword }) => keyword === "encoding")) {
      const message = "must be well-formed percent-encoding of UTF-8";
      violations.push({ in: "query", pointer: "", keyword: "encoding", message, documentPointer: pointer });
    }
    if (allowsUnknown || hasAll) return;
    let unknown = 0;
    for (const name of query.texts.keys()) {
      if (isKnown(name)) continue;
      unknown += 1;
      violations.push(unknownParameter(operation, name, { suggest: unknown <= MAX_SUGGESTIONS }));
    }
  };
}

/** To find the name that was meant takes longer than anything else here. */
const MAX_SUGGESTIONS = 5;

function unknownParameter(
  { parameters, pointer }: Operation,
  name: string,
  { suggest }: { readonly suggest: boolean },
): FoundViolation {
  const names = parameters
    .filter(({ in: location }) => location === "query")
    .map((parameter) => parameter.name);
  const near = suggest ? nearestName(name, names) : undefined;
  return {
    in: "query",
    pointer: childPointer("", name),
    keyword: "unknownParameter",
    message: `is not a query parameter of this operation${near === undefined ? "" : `; did you mean "${near}"?`}`,
    documentPointer: pointer,
  };
}
