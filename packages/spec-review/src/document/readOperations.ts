import {
  childPointer,
  HTTP_METHODS,
  isIgnoredParameter,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseMediaType,
} from "@gatehouse/contract";
import { type DocumentNode, documentNodes } from "./DocumentNode.ts";
import type {
  BodyView,
  HeaderView,
  MediaTypeView,
  OperationView,
  ParameterView,
  ResponseView,
  SecurityAlternative,
  SecurityView,
} from "./OperationView.ts";

const DEFAULT_STYLES: Readonly<Record<string, string>> = {
  path: "simple",
  query: "form",
  header: "simple",
  cookie: "form",
};

/** What parameters are read from. */
interface ParameterSource {
  readonly root: JsonObject;
  readonly path: string;
  readonly item: DocumentNode;
  readonly operation: DocumentNode;
}

/** Reads the operations of a document, in its order; a document is read once. */
export function readOperations(root: JsonObject): readonly OperationView[] {
  const known =
    operations.get(root) ?? readPathMap(root, documentNodes.child(root, documentNodes.root(root), "paths"));
  operations.set(root, known);
  return known;
}

const operations = new WeakMap<JsonObject, readonly OperationView[]>();

/** Reads the requests that the server sends to subscribers (`webhooks`, OpenAPI 3.1, 4.8.1). */
export function readWebhooks(root: JsonObject): OperationView[] {
  return readPathMap(root, documentNodes.child(root, documentNodes.root(root), "webhooks"));
}

function readPathMap(root: JsonObject, map: DocumentNode | undefined): OperationView[] {
  return [...documentNodes.ownEntries(root, map)].flatMap(([path, item]) => readPathItem(root, path, item));
}

function readPathItem(root: JsonObject, path: string, item: DocumentNode): OperationView[] {
  return HTTP_METHODS.flatMap((method) => {
    const operation = documentNodes.child(root, item, method);
    return operation ? [readOperation(root, { path, method, item, operation })] : [];
  });
}

interface Source {
  readonly path: string;
  readonly method: string;
  readonly item: DocumentNode;
  readonly operation: DocumentNode;
}

function readOperation(root: JsonObject, { path, method, item, operation }: Source): OperationView {
  const { operationId, deprecated, "x-sunset": sunset } = operation.value;
  return {
    ...operation,
    method,
    path,
    shape: path.replaceAll(/\{[^{}]*\}/g, "{}"),
    id: typeof operationId === "string" ? operationId : undefined,
    deprecated: deprecated === true,
    sunset: typeof sunset === "string" ? sunset : undefined,
    parameters: readParameters({ root, path, item, operation }),
    body: readBody(root, operation),
    responses: readResponses(root, operation),
    security: readSecurity(root, operation),
    servers: ownServers(root, operation) ?? ownServers(root, item),
    callbacks: readCallbacks(root, operation),
  };
}

function readBody(root: JsonObject, operation: DocumentNode): BodyView | undefined {
  const body = documentNodes.child(root, operation, "requestBody");
  if (!body) return undefined;
  return { ...body, required: body.value.required === true, content: readContent(root, body) };
}

function ownServers(root: JsonObject, node: DocumentNode): DocumentNode[] | undefined {
  const servers = documentNodes.items(root, node, "servers");
  return servers.length > 0 ? servers : undefined;
}

function readCallbacks(root: JsonObject, operation: DocumentNode): Map<string, Map<string, OperationView>> {
  const callbacks = documentNodes.entries(root, documentNodes.child(root, operation, "callbacks"));
  return new Map(
    [...callbacks].map(([name, callback]) => {
      const operations = readPathMap(root, callback);
      return [name, new Map(operations.map((inner) => [`${inner.method} ${inner.path}`, inner]))];
    }),
  );
}

/** Reads a `content` map. */
function readContent(root: JsonObject, node: DocumentNode): Map<string, MediaTypeView> {
  const content = documentNodes.entries(root, documentNodes.child(root, node, "content"));
  const names = [...content.keys()].map((key) => normalName(key, { withDefault: false }));
  return new Map(
    [...content].map(([key, media], index) => {
      const short = names[index] ?? key;
      // A document that has both forms means something by it.
      const isTwice = names.indexOf(short) !== names.lastIndexOf(short);
      const name = isTwice ? normalName(key, { withDefault: true }) : short;
      return [name, { ...media, name, schema: schemaPointer(media) }];
    }),
  );
}

/** The pointer of the schema of an object, if it has one. */
function schemaPointer({ pointer, value }: DocumentNode): string | undefined {
  const { schema } = value;
  return isJsonObject(schema) || typeof schema === "boolean" ? childPointer(pointer, "schema") : undefined;
}

/** Type, subtype and the names of parameters have no case; the values of parameters do (RFC 9110, 8.3.1). */
function normalName(key: string, { withDefault }: { readonly withDefault: boolean }): string {
  const parsed = parseMediaType(key);
  if (parsed === undefined) return key.trim();
  const parameters = [...parsed.parameters]
    .filter(([name, value]) => withDefault || !isDefault(name, value))
    .map(([name, value]) => `${name}=${value}`)
    .toSorted();
  return [parsed.essence, ...parameters].join("; ");
}

/** JSON is always UTF-8 (RFC 8259); the names of character sets have no case (RFC 9110, 8.3.2). */
function isDefault(name: string, value: string): boolean {
  return name === "charset" && value.toLowerCase() === "utf-8";
}

/** Reads the parameters of an operation; its own go before those of its path item. */
function readParameters({ root, path, item, operation }: ParameterSource): Map<string, ParameterView> {
  const found = new Map<string, ParameterView>();
  for (const node of [
    ...documentNodes.items(root, item, "parameters"),
    ...documentNodes.items(root, operation, "parameters"),
  ]) {
    const parameter = readParameter(root, path, node);
    if (parameter) found.set(parameter.key, parameter);
  }
  return found;
}

function readParameter(root: JsonObject, path: string, node: DocumentNode): ParameterView | undefined {
  const { name, in: location, required, style, explode } = node.value;
  if (typeof name !== "string" || typeof location !== "string") return undefined;
  if (isIgnoredParameter({ in: location, name })) return undefined;
  const actualStyle = typeof style === "string" ? style : (DEFAULT_STYLES[location] ?? "simple");
  return {
    ...node,
    name,
    in: location,
    key: keyOf(path, location, name),
    required: required === true || location === "path",
    style: actualStyle,
    explode: typeof explode === "boolean" ? explode : actualStyle === "form",
    schema: schemaPointer(node),
    content: readContent(root, node),
  };
}

function keyOf(path: string, location: string, name: string): string {
  if (location === "header") return `header:${name.toLowerCase()}`;
  if (location !== "path") return `${location}:${name}`;
  const position = [...path.matchAll(/\{([^{}]*)\}/g)].findIndex((match) => match[1] === name);
  return position < 0 ? `path:${name}` : `path:#${position}`;
}

/** Reads the responses of an operation. */
function readResponses(root: JsonObject, operation: DocumentNode): Map<string, ResponseView> {
  const responses = documentNodes.ownEntries(root, documentNodes.child(root, operation, "responses"));
  return new Map(
    [...responses].map(([key, node]) => {
      const status = /^\d[xX]{2}$/.test(key) ? key.toUpperCase() : key;
      return [status, readResponse(root, status, node)];
    }),
  );
}

function readResponse(root: JsonObject, status: string, node: DocumentNode): ResponseView {
  const headers = documentNodes.entries(root, documentNodes.child(root, node, "headers"));
  return {
    ...node,
    status,
    headers: new Map(
      [...headers]
        // A response's Content-Type is given by its content (OpenAPI 3.1, 4.8.17.1).
        .filter(([name]) => name.toLowerCase() !== "content-type")
        .map(([name, header]) => [name.toLowerCase(), readHeader(root, name, header)]),
    ),
    content: readContent(root, node),
    links: documentNodes.entries(root, documentNodes.child(root, node, "links")),
  };
}

function readHeader(root: JsonObject, name: string, node: DocumentNode): HeaderView {
  return {
    ...node,
    name,
    required: node.value.required === true,
    schema: schemaPointer(node),
    content: readContent(root, node),
  };
}

/** Reads what an operation asks of a caller; without a word of its own, what the document asks. */
function readSecurity(root: JsonObject, operation: DocumentNode): SecurityView {
  const own = operation.value.security;
  if (Array.isArray(own)) {
    return {
      pointer: childPointer(operation.pointer, "security"),
      alternatives: readAlternatives(own),
    };
  }
  const inherited = root.security;
  return { pointer: "/security", alternatives: readAlternatives(Array.isArray(inherited) ? inherited : []) };
}

/** An empty list asks nothing; that is the same as one alternative that asks nothing. */
function readAlternatives(list: readonly JsonValue[]): SecurityAlternative[] {
  const alternatives = list.filter(isJsonObject).map(readAlternative);
  return alternatives.length > 0 ? alternatives : [new Map()];
}

function readAlternative(requirement: JsonObject): SecurityAlternative {
  return new Map(
    Object.entries(requirement).map(([scheme, scopes]) => [
      scheme,
      Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === "string") : [],
    ]),
  );
}
