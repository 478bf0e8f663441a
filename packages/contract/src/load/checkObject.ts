import { HTTP_METHODS, type JsonObject, type JsonValue } from "../Contract.ts";
import { elementsOf, entriesOf, isList, isObject, textOf } from "../json/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import type { BundleContext } from "./BundleContext.ts";
import type { PlainKind } from "./objectShapes.ts";
import type { SourcePlace } from "./SourcePlace.ts";

interface Checked {
  readonly context: BundleContext;
  readonly value: JsonObject;
  readonly place: SourcePlace;
}

type Check = (checked: Checked) => void;

/** The rules of a kind of object that its list of fields cannot say. */
export function checkObject(
  context: BundleContext,
  kind: PlainKind,
  { value, place }: { readonly value: JsonObject; readonly place: SourcePlace },
): void {
  CHECKS[kind]?.({ context, value, place });
}

const CHECKS: Readonly<Partial<Record<PlainKind, Check>>> = {
  document: (checked) => {
    const { context, value } = checked;
    if (!context.is31) return requireFields(checked, ["paths"]);
    if (value.paths ?? value.webhooks ?? value.components) return;
    requireFields(checked, ["paths"]);
  },
  operation: (checked) => {
    if (!checked.context.is31) requireFields(checked, ["responses"]);
    checkWholeQueries(checked, checked.value.parameters);
  },
  parameter: (checked) => {
    const { is32 } = checked.context;
    requireOneOf(checked, "in", ["query", "header", "path", "cookie", ...(is32 ? ["querystring"] : [])]);
    checkSerialisation(checked);
    checkStyle(checked);
    checkReserved(checked);
    if (checked.value.in === "header") checkHeaderName(checked, textOf(checked.value.name), "name");
    const { context, value, place } = checked;
    if (value.in !== "path" || value.required === true) return;
    context.report(place, {
      rule: "missing-field",
      message: `The path parameter "${textOf(value.name) ?? ""}" is not marked as required.`,
      advice: 'Add "required: true": a path without the parameter would be another path.',
    });
  },
  header: (checked) => {
    checkSerialisation(checked);
    requireOneOf(checked, "style", ["simple"]);
    checkReserved(checked);
  },
  mediaType: (checked) => {
    exclude(checked, "example", "examples");
    excludeAll(checked, ["encoding"], ["prefixEncoding", "itemEncoding"]);
  },
  encoding: (checked) => excludeAll(checked, ["encoding"], ["prefixEncoding", "itemEncoding"]),
  example: (checked) => {
    exclude(checked, "value", "externalValue");
    excludeAll(checked, ["value"], ["dataValue", "serializedValue"]);
    exclude(checked, "serializedValue", "externalValue");
  },
  response: (checked) => {
    if (!checked.context.is32) requireFields(checked, ["description"]);
    for (const [name] of entriesOf(checked.value.headers)) checkHeaderName(checked, name, "headers", name);
  },
  xml: (checked) => excludeAll(checked, ["nodeType"], ["attribute", "wrapped"]),
  server: checkServer,
  serverVariable: checkServerVariable,
  pathItem: checkPathItem,
  link: (checked) => {
    exclude(checked, "operationId", "operationRef");
    const { value } = checked;
    if (value.operationId === undefined && value.operationRef === undefined) {
      requireFields(checked, ["operationId"]);
    }
  },
  securityScheme: (checked) => {
    requireOneOf(checked, "type", ["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]);
    const { type } = checked.value;
    if (type === "apiKey") {
      requireFields(checked, ["name", "in"]);
      requireOneOf(checked, "in", ["query", "header", "cookie"]);
    }
    if (type === "http") requireFields(checked, ["scheme"]);
    if (type === "oauth2") requireFields(checked, ["flows"]);
    if (type === "openIdConnect") requireFields(checked, ["openIdConnectUrl"]);
  },
};

function requireFields({ context, value, place }: Checked, names: readonly string[]): void {
  for (const name of names) {
    if (Object.hasOwn(value, name)) continue;
    context.report(place, {
      rule: "missing-field",
      message: `The field "${name}" is missing here.`,
      advice: `Add "${name}".`,
    });
  }
}

function requireOneOf({ context, value, place }: Checked, name: string, allowed: readonly string[]): void {
  const actual = value[name];
  if (typeof actual !== "string" || allowed.includes(actual)) return;
  context.report(place.child(name), {
    rule: "invalid-value",
    message: `"${actual}" is no value of "${name}".`,
    advice: `Write one of ${allowed.join(", ")}.`,
  });
}

function exclude({ context, value, place }: Checked, one: string, other: string): void {
  if (value[one] === undefined || value[other] === undefined) return;
  context.report(place.child(other), {
    rule: "conflicting-fields",
    message: `"${one}" and "${other}" exclude each other.`,
    advice: "Remove one of the two.",
  });
}

function excludeAll(checked: Checked, some: readonly string[], others: readonly string[]): void {
  for (const one of some) for (const other of others) exclude(checked, one, other);
}

/** Each variable in the address has an entry (OpenAPI 3.1.1, 4.8.5). */
function checkServer({ context, value, place }: Checked): void {
  const variables = isObject(value.variables) ? value.variables : {};
  for (const [, name = ""] of (textOf(value.url) ?? "").matchAll(/\{([^{}]*)\}/g)) {
    if (Object.hasOwn(variables, name)) continue;
    const near = nearestName(name, Object.keys(variables));
    context.report(place.child("url"), {
      rule: "undeclared-server-variable",
      message: `The address has the variable {${name}}, which "variables" does not have.`,
      advice: near === undefined ? `Add "${name}" to "variables".` : `Write {${near}} if that is meant.`,
    });
  }
}

/** A variable has one of its allowed values by default (OpenAPI 3.1.1, 4.8.6). */
function checkServerVariable({ context, value, place }: Checked): void {
  const allowed = value.enum;
  if (!isList(allowed)) return;
  if (allowed.length === 0) {
    if (!context.is31) return;
    context.report(place.child("enum"), {
      rule: "invalid-value",
      message: "The list of allowed values is empty.",
      advice: 'List at least one value, or remove "enum".',
    });
    return;
  }
  if (typeof value.default !== "string" || allowed.includes(value.default)) return;
  context.report(place.child("default"), {
    rule: "invalid-value",
    message: `The default "${value.default}" is not among the values of "enum".`,
    advice: `Write one of ${allowed.map(String).join(", ")}, or add it to "enum".`,
  });
}

/** Methods that have a field of their own stand there (OpenAPI 3.2.0, 4.9). */
function checkPathItem(checked: Checked): void {
  const { context, value, place } = checked;
  checkWholeQueries(checked, value.parameters);
  for (const method of HTTP_METHODS) {
    const operation = value[method];
    if (!isObject(operation) || !isList(value.parameters) || !isList(operation.parameters)) continue;
    checkWholeQueries(checked, [...value.parameters, ...operation.parameters]);
  }
  if (!isObject(value.additionalOperations)) return;
  for (const method of Object.keys(value.additionalOperations)) {
    if (!FIXED_METHODS.has(method)) continue;
    context.report(place.child("additionalOperations").child(method), {
      rule: "conflicting-fields",
      message: `The method ${method} has a field of its own.`,
      advice: `Move the operation to "${method.toLowerCase()}".`,
    });
  }
}

const FIXED_METHODS = new Set(["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"]);

/** Where `allowReserved` has a meaning (OpenAPI 3.1.1, 4.8.12.2; 3.2.0, 4.12.2). */
function checkReserved({ context, value, place }: Checked): void {
  if (value.allowReserved === undefined) return;
  const location = textOf(value.in) ?? "header";
  const isAllowed = context.is32
    ? location === "query" || location === "path" || (location === "cookie" && value.style !== "cookie")
    : location === "query";
  if (isAllowed) return;
  context.report(place.child("allowReserved"), {
    rule: "conflicting-fields",
    message: `"allowReserved" has no meaning in a ${location}.`,
    advice: "Remove it.",
  });
}

function checkSerialisation(checked: Checked): void {
  const { context, value, place } = checked;
  exclude(checked, "example", "examples");
  exclude(checked, "schema", "content");
  excludeAll(checked, ["content"], ["style", "explode", "allowReserved"]);
  if (value.in === "querystring") checkWholeQuery(checked);
  if (isObject(value.content) && Object.keys(value.content).length !== 1) {
    context.report(place.child("content"), {
      rule: "invalid-value",
      message: "The content of a parameter or header holds exactly one media type.",
      advice: "Keep one media type.",
    });
  }
  if (value.schema !== undefined || value.content !== undefined) return;
  context.report(place, {
    rule: "missing-field",
    message: 'Neither "schema" nor "content" says what the value looks like.',
    advice: 'Add a "schema".',
  });
}

/** What is the whole query stands alone in it (OpenAPI 3.2.0, 4.12.1). */
function checkWholeQueries({ context, place }: Checked, parameters: JsonValue | undefined): void {
  if (!context.is32) return;
  const locations = elementsOf(parameters).map((parameter) => {
    const reference = isObject(parameter) ? textOf(parameter.$ref) : undefined;
    const target = reference === undefined ? undefined : context.resolve(reference, place);
    const value = typeof target === "object" ? target.value : parameter;
    return isObject(value) ? value.in : undefined;
  });
  const whole = locations.filter((location) => location === "querystring").length;
  if (whole === 0 || (whole === 1 && !locations.includes("query"))) return;
  context.report(place.child("parameters"), {
    rule: "conflicting-fields",
    message: 'A parameter in "querystring" is the whole query, so no other one can be in the query.',
    advice: "Keep the one, or the others.",
  });
}

/** The name of a header field is a token (RFC 9110, 5.1). */
function checkHeaderName(
  { context, place }: Checked,
  name: string | undefined,
  ...path: readonly string[]
): void {
  if (name === undefined || /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return;
  context.report(place.descend(path), {
    rule: "invalid-value",
    message: `"${name}" cannot be the name of a header.`,
    advice: "Use letters, digits and hyphens.",
  });
}

/** A parameter that is the whole query is described by a media type (OpenAPI 3.2.0, 4.12.1). */
function checkWholeQuery({ context, value, place }: Checked): void {
  if (value.schema === undefined && value.style === undefined) return;
  context.report(place, {
    rule: "conflicting-fields",
    message: 'A parameter in "querystring" takes no "schema" and no "style".',
    advice: 'Describe it with "content".',
  });
}

const STYLES: Readonly<Record<string, readonly string[]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
};

function checkStyle(checked: Checked): void {
  const allowed = STYLES[textOf(checked.value.in) ?? ""];
  const more = checked.context.is32 && checked.value.in === "cookie" ? ["cookie"] : [];
  if (allowed !== undefined) requireOneOf(checked, "style", [...allowed, ...more]);
}
