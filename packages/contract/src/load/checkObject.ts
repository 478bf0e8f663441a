import { HTTP_METHODS, type JsonObject, type JsonValue } from "../Contract.ts";
import { elementsOf, entriesOf, isList, isObject, textOf } from "../json/jsonValues.ts";
import type { BundleContext } from "./BundleContext.ts";
import { checkContent, checkContentType } from "./checkContent.ts";
import { type Checked, exclude, excludeAll, requireFields, requireOneOf } from "./checkFields.ts";
import { checkServer, checkServerVariable } from "./checkServer.ts";
import { checkTags } from "./checkTags.ts";
import { COMPONENT_NAME, type PlainKind } from "./objectShapes.ts";
import type { SourceNode } from "./SourceNode.ts";

type Check = (checked: Checked) => void;

/** The rules of a kind of object that its list of fields cannot express. */
export function checkObject(
  context: BundleContext,
  kind: PlainKind,
  { value, node }: { readonly value: JsonObject; readonly node: SourceNode },
): void {
  CHECKS[kind]?.({ context, value, node });
}

const CHECKS: Readonly<Partial<Record<PlainKind, Check>>> = {
  document: (checked) => {
    const { context, value, node } = checked;
    checkTags(checked);
    if (textOf(value.$self)?.includes("#")) {
      context.report(node.child("$self"), {
        rule: "invalid-value",
        message: "The address of a document has no fragment.",
        advice: "Remove what begins with #.",
      });
    }
    if (!context.is31) return requireFields(checked, ["paths"]);
    if (value.paths ?? value.webhooks ?? value.components) return;
    requireFields(checked, ["paths"]);
  },
  components: checkComponentNames,
  license: (checked) => exclude(checked, "identifier", "url"),
  requestBody: checkContent,
  oauthFlows: (checked) => {
    const { context, value, node } = checked;
    for (const [name, fields] of Object.entries(FLOW_ADDRESSES)) {
      const flow = value[name];
      if (isObject(flow)) requireFields({ context, value: flow, node: node.child(name) }, fields);
    }
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
    checkFlags(checked);
    if (checked.value.in === "header") checkHeaderName(checked, textOf(checked.value.name), "name");
    const { context, value, node } = checked;
    if (value.in !== "path" || value.required === true) return;
    context.report(node, {
      rule: "missing-field",
      message: `The path parameter "${textOf(value.name) ?? ""}" is not marked as required.`,
      advice: 'Add "required: true": a path without the parameter would be another path.',
    });
  },
  header: (checked) => {
    checkSerialisation(checked);
    requireOneOf(checked, "style", ["simple"]);
    checkFlags(checked);
  },
  mediaType: (checked) => {
    exclude(checked, "example", "examples");
    excludeAll(checked, ["encoding"], ["prefixEncoding", "itemEncoding"]);
  },
  encoding: (checked) => {
    excludeAll(checked, ["encoding"], ["prefixEncoding", "itemEncoding"]);
    requireOneOf(checked, "style", STYLES.query ?? []);
    checkContentType(checked);
  },
  example: (checked) => {
    exclude(checked, "value", "externalValue");
    excludeAll(checked, ["value"], ["dataValue", "serializedValue"]);
    exclude(checked, "serializedValue", "externalValue");
  },
  response: (checked) => {
    if (!checked.context.is32) requireFields(checked, ["description"]);
    checkContent(checked);
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
    const since31 = checked.context.is31 ? ["mutualTLS"] : [];
    requireOneOf(checked, "type", ["apiKey", "http", ...since31, "oauth2", "openIdConnect"]);
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

/** The addresses that the flows of OAuth need (OpenAPI 3.1.1, 4.8.29; 3.2.0, 4.29). */
const FLOW_ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  implicit: ["authorizationUrl"],
  password: ["tokenUrl"],
  clientCredentials: ["tokenUrl"],
  authorizationCode: ["authorizationUrl", "tokenUrl"],
  deviceAuthorization: ["deviceAuthorizationUrl", "tokenUrl"],
};

/** OpenAPI 3.1.1, 4.8.7. */
function checkComponentNames({ context, value, node }: Checked): void {
  for (const [section, components] of entriesOf(value)) {
    if (section.startsWith("x-")) continue;
    for (const [name] of entriesOf(components)) {
      if (COMPONENT_NAME.test(name)) continue;
      context.report(node.child(section).child(name), {
        rule: "invalid-value",
        message: `"${name}" cannot be the name of a component.`,
        advice: "Use letters, digits, dots, hyphens and underscores.",
      });
    }
  }
}

/** Methods that have a field of their own stand there; others may differ by case alone (OpenAPI 3.2.0, 4.9). */
function checkPathItem(checked: Checked): void {
  const { context, value, node } = checked;
  checkWholeQueries(checked, value.parameters);
  for (const method of HTTP_METHODS) {
    const operation = value[method];
    if (!isObject(operation) || !isList(value.parameters) || !isList(operation.parameters)) continue;
    checkWholeQueries(checked, [...value.parameters, ...operation.parameters]);
  }
  if (!isObject(value.additionalOperations)) return;
  for (const method of Object.keys(value.additionalOperations)) {
    if (!TOKEN.test(method)) {
      context.report(node.child("additionalOperations").child(method), {
        rule: "invalid-value",
        message: `"${method}" cannot be the name of a method.`,
        advice: "Write the method as it is sent, for example COPY.",
      });
    }
    if (!FIXED_METHODS.has(method)) continue;
    context.report(node.child("additionalOperations").child(method), {
      rule: "conflicting-fields",
      message: `The method ${method} has a field of its own.`,
      advice: `Move the operation to "${method.toLowerCase()}".`,
    });
  }
}

/** RFC 9110, 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const FIXED_METHODS = new Set(["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"]);

/**
 * Where these fields have a meaning (OpenAPI 3.1.1, 4.8.12.2; 3.2.0, 4.12.2). OpenAPI's own documents that fail have an
 * `allowReserved` that is false; of `allowEmptyValue`, which generators write out, they have none.
 */
function checkFlags({ context, value, node }: Checked): void {
  const location = textOf(value.in) ?? "header";
  const isReservable = location === "path" || (location === "cookie" && value.style !== "cookie");
  const allowed = {
    allowReserved: location === "query" || (context.is32 && isReservable),
    allowEmptyValue: location === "query" || value.allowEmptyValue === false,
  };
  for (const [field, isAllowed] of Object.entries(allowed)) {
    if (value[field] === undefined || isAllowed) continue;
    context.report(node.child(field), {
      rule: "conflicting-fields",
      message: `"${field}" has no meaning in a ${location}.`,
      advice: "Remove it.",
    });
  }
}

function checkSerialisation(checked: Checked): void {
  const { context, value, node } = checked;
  exclude(checked, "example", "examples");
  exclude(checked, "schema", "content");
  excludeAll(checked, ["content"], ["style", "explode", "allowReserved"]);
  if (value.in === "querystring") checkWholeQuery(checked);
  checkContent(checked);
  if (isObject(value.content) && Object.keys(value.content).length !== 1) {
    context.report(node.child("content"), {
      rule: "invalid-value",
      message: "The content of a parameter or header holds exactly one media type.",
      advice: "Keep one media type.",
    });
  }
  if (value.schema !== undefined || value.content !== undefined) return;
  context.report(node, {
    rule: "missing-field",
    message: 'Neither "schema" nor "content" says what the value looks like.',
    advice: 'Add a "schema".',
  });
}

/** What is the whole query stands alone in it (OpenAPI 3.2.0, 4.12.1). */
function checkWholeQueries({ context, node }: Checked, parameters: JsonValue | undefined): void {
  if (!context.is32) return;
  const locations = elementsOf(parameters).map((parameter) => {
    const reference = isObject(parameter) ? textOf(parameter.$ref) : undefined;
    const target = reference === undefined ? undefined : context.resolve(reference, node);
    const value = typeof target === "object" ? target.value : parameter;
    return isObject(value) ? value.in : undefined;
  });
  const whole = locations.filter((location) => location === "querystring").length;
  if (whole === 0 || (whole === 1 && !locations.includes("query"))) return;
  context.report(node.child("parameters"), {
    rule: "conflicting-fields",
    message: 'A parameter in "querystring" is the whole query, so no other one can be in the query.',
    advice: "Keep the one, or the others.",
  });
}

/** The name of a header field is a token (RFC 9110, 5.1). */
function checkHeaderName(
  { context, node }: Checked,
  name: string | undefined,
  ...path: readonly string[]
): void {
  if (name === undefined || TOKEN.test(name)) return;
  context.report(node.descend(path), {
    rule: "invalid-value",
    message: `"${name}" cannot be the name of a header.`,
    advice: "Use letters, digits and hyphens.",
  });
}

/** A parameter that is the whole query is described by a media type (OpenAPI 3.2.0, 4.12.1). */
function checkWholeQuery({ context, value, node }: Checked): void {
  if (value.schema === undefined && value.style === undefined) return;
  context.report(node, {
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
