import {
  childPointer,
  type Example,
  entriesOf,
  findResponse,
  type HeaderValues,
  type JsonValue,
  type Operation,
  type Parameter,
  parseMediaType,
  type ResponseFacts,
  readHeaders,
  type SecurityScheme,
} from "@gatehouse/contract";
import { compareExample, exampleWildcards } from "../examples/compareExample.ts";

/** A request as a test sent it. */
export interface ExchangedRequest {
  readonly method: string;
  /** Path and query as on the wire, base path included. */
  readonly target: string;
  /** By name, or as pairs of name and value. */
  readonly headers:
    | Readonly<Record<string, string | number | readonly string[] | undefined>>
    | Iterable<readonly [string, string]>;
  /** `undefined` where it is not known; examples are then not recognised. */
  readonly body?: string | Uint8Array | undefined;
}

/** What one exchange between a test and a server covers of the document; one line of a coverage file. */
export interface RecordedExchange {
  /** The test that it belongs to, where that is known. */
  readonly test?: string | undefined;
  readonly operationId: string;
  readonly status: number;
  /** Of the response, without parameters. */
  readonly mediaType: string | undefined;
  /** Names of the response's headers, lower case. */
  readonly headers: readonly string[];
  /** Media type of the request's body, without parameters. */
  readonly requestMediaType: string | undefined;
  /** Names of the security schemes whose credentials came along. */
  readonly credentials: readonly string[];
  /** `query limit` for each parameter that came along. */
  readonly parameters: readonly string[];
  /** `request <name>` and `response <name>` for each named example that was exchanged. */
  readonly examples: readonly string[];
}

/** Describes the parts of the document that an exchange covers. */
export function describeExchange(
  operation: Operation,
  request: ExchangedRequest,
  response: ResponseFacts,
): RecordedExchange {
  const sent: SentParts = readSent(request);
  const received = readHeaders(response.headers);
  return {
    operationId: operation.id,
    status: response.status,
    mediaType: essenceOf(received),
    headers: [...received.keys()],
    requestMediaType: isEmpty(request.body) ? undefined : essenceOf(sent.headers),
    credentials: [...operation.contract.securitySchemes.values()]
      .filter((scheme) => hasCredential(sent, scheme))
      .map(({ name }) => name),
    parameters: operation.parameters
      .filter((parameter) => hasParameter(operation, sent, parameter))
      .map(parameterKey),
    examples: [
      ...requestExamples(operation, request, sent),
      ...responseExamples(operation, response, received),
    ],
  };
}

/** A parameter's name among the facts of an exchange: `query limit`. */
export function parameterKey({ in: location, name }: Parameter): string {
  return `${location} ${name}`;
}

interface SentParts {
  readonly query: URLSearchParams;
  readonly headers: HeaderValues;
  readonly cookies: ReadonlySet<string>;
}

function readSent({ target, headers }: ExchangedRequest): SentParts {
  const values = readHeaders(headers);
  const mark = target.indexOf("?");
  const pairs = (values.get("cookie") ?? []).flatMap((line) => line.split(";"));
  return {
    query: new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1)),
    headers: values,
    cookies: new Set(pairs.map((pair) => pair.split("=", 1)[0]?.trim() ?? "")),
  };
}

function hasCredential(
  sent: SentParts,
  { type, scheme, in: location, parameterName = "" }: SecurityScheme,
): boolean {
  if (type === "apiKey") {
    if (location === "query") return sent.query.has(parameterName);
    if (location === "cookie") return sent.cookies.has(parameterName);
    return sent.headers.has(parameterName.toLowerCase());
  }
  const authorization = sent.headers.get("authorization")?.[0];
  if (authorization === undefined) return false;
  const wanted = type === "http" ? (scheme ?? "") : "bearer";
  return authorization.toLowerCase().startsWith(`${wanted} `);
}

function hasParameter(operation: Operation, sent: SentParts, parameter: Parameter): boolean {
  const { name } = parameter;
  switch (parameter.in) {
    case "path":
      return true;
    case "header":
      return sent.headers.has(name.toLowerCase());
    case "cookie":
      return sent.cookies.has(name);
    case "query":
      return sent.query.has(name) || hasMembers(operation, sent.query, parameter);
  }
}

/** Objects come as members: `filter[kind]=cat`, or `kind=cat` under the names of their properties. */
function hasMembers(
  operation: Operation,
  query: URLSearchParams,
  { name, style, explode, pointer }: Parameter,
): boolean {
  if (style === "deepObject") return [...query.keys()].some((key) => key.startsWith(`${name}[`));
  if (style !== "form" || !explode) return false;
  const { value } = operation.contract.resolve(childPointer(pointer, "schema", "properties"));
  return entriesOf(value).some(([property]) => query.has(property));
}

function requestExamples(
  operation: Operation,
  { body }: ExchangedRequest,
  sent: SentParts,
): readonly string[] {
  const essence = essenceOf(sent.headers);
  const examples = essence === undefined ? undefined : operation.requestBody?.content.get(essence)?.examples;
  const value = parse(body);
  if (examples === undefined || value === undefined) return [];
  const equal = [...examples.values()].filter((example) => compareExample(example.value, value).length === 0);
  return equal.map(({ name }) => `request ${name}`);
}

function responseExamples(
  operation: Operation,
  response: ResponseFacts,
  received: HeaderValues,
): readonly string[] {
  const essence = essenceOf(received);
  const content = findResponse(operation, response.status)?.content;
  const examples: ReadonlyMap<string, Example> | undefined =
    essence === undefined ? undefined : content?.get(essence)?.examples;
  const value = parse(response.body);
  if (examples === undefined || value === undefined) return [];
  const wildcards = exampleWildcards(operation);
  const equal = [...examples.values()].filter(
    (example) => compareExample(example.value, value, { wildcards }).length === 0,
  );
  return equal.map(({ name }) => `response ${name}`);
}

function essenceOf(headers: HeaderValues): string | undefined {
  const text = headers.get("content-type")?.[0];
  return text === undefined ? undefined : parseMediaType(text)?.essence;
}

function isEmpty(body: ExchangedRequest["body"]): boolean {
  return body === undefined || body.length === 0;
}

function parse(body: string | Uint8Array | undefined): JsonValue | undefined {
  if (body === undefined || body.length === 0) return undefined;
  try {
    return JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body)) as JsonValue;
  } catch {
    return undefined;
  }
}
