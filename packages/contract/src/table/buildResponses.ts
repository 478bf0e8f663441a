import { HTTP_METHODS, type Link, type ResponseContract, type ResponseHeader } from "../Contract.ts";
import { childPointer, pointerOfFragment, pointerSegments } from "../json/jsonPointer.ts";
import { entriesOf, isObject, textOf } from "../json/jsonValues.ts";
import { buildContent, buildExamples } from "./buildContent.ts";
import type { Resolved, TableContext } from "./TableContext.ts";

/** Reads the responses of an operation, by the status text of the document. */
export function buildResponses(
  context: TableContext,
  operation: Resolved,
): ReadonlyMap<string, ResponseContract> {
  const value = isObject(operation.value.responses) ? operation.value.responses : {};
  return buildResponseMap(context, { value, pointer: childPointer(operation.pointer, "responses") });
}

/** Reads a map of responses. */
export function buildResponseMap(
  context: TableContext,
  map: Resolved,
): ReadonlyMap<string, ResponseContract> {
  const responses = new Map<string, ResponseContract>();
  for (const [status, entry] of entriesOf(map.value)) {
    if (status.startsWith("x-")) continue;
    const resolved = context.resolve(entry, childPointer(map.pointer, status));
    responses.set(status, buildResponse(context, status, resolved));
  }
  return responses;
}

function buildResponse(context: TableContext, status: string, resolved: Resolved): ResponseContract {
  const facts = {
    status,
    description: textOf(resolved.value.description) ?? "",
    headers: buildHeaders(context, resolved),
    content: buildContent(context, resolved),
    links: buildLinks(context, resolved),
  };
  return context.located(facts, resolved.pointer);
}

function buildHeaders(context: TableContext, response: Resolved): ReadonlyMap<string, ResponseHeader> {
  const headers = new Map<string, ResponseHeader>();
  for (const [key, entry] of entriesOf(response.value.headers)) {
    const name = key.toLowerCase();
    if (name === "content-type") continue; // OpenAPI 3.1, 4.8.17: the `content` map says it.
    const pointer = childPointer(response.pointer, "headers", key);
    if (headers.has(name)) reportDuplicate(context, key, pointer);
    headers.set(name, buildHeader(context, name, context.resolve(entry, pointer)));
  }
  return headers;
}

/** The names of headers have no case (RFC 9110, 5.1). */
function reportDuplicate(context: TableContext, name: string, pointer: string): void {
  context.report(pointer, {
    rule: "duplicate-parameter",
    message: `The header "${name}" occurs twice in one response, in other spellings of its name.`,
    advice: "Remove or rename one of the two.",
  });
}

function buildHeader(context: TableContext, name: string, resolved: Resolved): ResponseHeader {
  const { value, pointer } = resolved;
  const facts = {
    name,
    required: value.required === true,
    deprecated: value.deprecated === true,
    explode: value.explode === true,
    schema: value.schema,
    content: value.content === undefined ? undefined : buildContent(context, resolved),
    examples: buildExamples(context, resolved),
  };
  return context.located(facts, pointer);
}

function buildLinks(context: TableContext, response: Resolved): ReadonlyMap<string, Link> {
  const links = new Map<string, Link>();
  for (const [name, entry] of entriesOf(response.value.links)) {
    const { value, pointer } = context.resolve(entry, childPointer(response.pointer, "links", name));
    const facts = {
      name,
      operationId: textOf(value.operationId) ?? operationBehind(context, textOf(value.operationRef)),
      parameters: isObject(value.parameters) ? value.parameters : {},
      requestBody: value.requestBody,
    };
    links.set(name, context.located(facts, pointer));
  }
  return links;
}

/** A link can name its operation by a reference; one into another document names nothing that we serve. */
function operationBehind(context: TableContext, reference: string | undefined): string | undefined {
  if (!reference?.startsWith("#")) return undefined;
  const { value } = context.resolve({ $ref: reference }, "");
  const id = textOf(value.operationId);
  if (id !== undefined) return id;
  const [section, path, key, ...others] = pointerSegments(pointerOfFragment(reference));
  const method = HTTP_METHODS.find((one) => one === key);
  const isNamed = (section === "paths" || section === "webhooks") && others.length === 0;
  if (isNamed && method !== undefined) return `${method.toUpperCase()} ${path}`;
  // What is not there is reported under the words of the reference.
  return Object.keys(value).length === 0 ? reference : undefined;
}
