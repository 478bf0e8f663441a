import {
  elementsOf,
  entriesOf,
  isJsonObject,
  isList,
  type JsonValue,
  type Operation,
  parsePathTemplate,
  type TemplatePart,
} from "@gatehouse/contract";
import type { CheckRequest } from "../CheckReport.ts";
import type { CredentialUse, Draft } from "./Draft.ts";
import type { BodyPart, RequestParts } from "./partsOf.ts";
import { encodeStrictly, scalarText, writeParameter } from "./writeParameter.ts";

/** A body with the media type to send it under. */
interface EncodedBody {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

const BOUNDARY = "gatehouse-7d1f0c64b2a94e35";
const encoder = new TextEncoder();

/** Writes a value as a body of a media type. */
function encodeBody(part: BodyPart, value: JsonValue): EncodedBody {
  const { contentType } = part;
  switch (part.encoding) {
    case "json":
      return { contentType, bytes: encoder.encode(JSON.stringify(value)) };
    case "urlencoded":
      return { contentType, bytes: encoder.encode(urlencoded(value)) };
    case "multipart":
      return {
        contentType: `${contentType}; boundary=${BOUNDARY}`,
        bytes: encoder.encode(multipart(part, value)),
      };
    case "text":
    case "bytes":
      return { contentType, bytes: encoder.encode(scalarText(value)) };
  }
}

function urlencoded(value: JsonValue): string {
  return fields(value)
    .map(([name, text]) => `${encodeStrictly(name)}=${encodeStrictly(text)}`)
    .join("&");
}

function fields(value: JsonValue): readonly (readonly [name: string, text: string])[] {
  return entriesOf(value).flatMap(([name, child]) => {
    const items = isList(child) ? elementsOf(child) : [child];
    return items.map((item) => [name, scalarText(item)] as const);
  });
}

/** Binary properties go as files, everything else as plain fields (OpenAPI 3.1, 4.8.14.4). */
function multipart(part: BodyPart, value: JsonValue): string {
  const binary = binaryProperties(part);
  const parts = fields(value).map(([name, text]) => {
    const quoted = name.replaceAll('"', "%22");
    const file = binary.has(name)
      ? `; filename="${quoted}.bin"\r\nContent-Type: application/octet-stream`
      : "";
    return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${quoted}"${file}\r\n\r\n${text}\r\n`;
  });
  return `${parts.join("")}--${BOUNDARY}--\r\n`;
}

function binaryProperties({ pieces }: BodyPart): ReadonlySet<string> {
  const names = pieces.flatMap(({ schema }) => {
    const properties = isJsonObject(schema) ? entriesOf(schema.properties) : [];
    return properties.filter(([, property]) => isBinary(property)).map(([name]) => name);
  });
  return new Set(names);
}

function isBinary(property: JsonValue): boolean {
  if (!isJsonObject(property)) return false;
  const inner = isJsonObject(property.items) ? property.items : property;
  return inner.format === "binary" || inner.contentMediaType === "application/octet-stream";
}

/** The pieces of a path template in order, the slashes and the encoding of fixed text as they stand there. */
function templateParts(template: string): readonly TemplatePart[] {
  if (parsePathTemplate(template) === undefined) return [{ text: template }];
  return [...template.matchAll(/\{([^{}]+)\}|[^{}]+/g)].map(([text, name]) =>
    name === undefined ? { text: encodeURI(decodeSafely(text)) } : { parameter: name },
  );
}

function decodeSafely(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

type Pair = readonly [name: string, value: string];

/** What a request is built from beside its draft. */
export interface RequestFrame {
  readonly operation: Operation;
  readonly parts: RequestParts;
  /** Path prefix of the server, without trailing slash. */
  readonly basePath: string;
  /** Sent with every request. */
  readonly headers: readonly Pair[];
}

/** Writes a draft as a request; `credentialText` gives the text that is sent for each credential. */
export function buildRequest(
  frame: RequestFrame,
  draft: Draft,
  credentialText: (use: CredentialUse) => string,
): CheckRequest {
  const written = writeParts(frame, draft);
  for (const use of draft.credentials) addCredential(written, use, credentialText(use));
  const query = written.query.map(([name, value]) => `${name}=${value}`).join("&");
  const cookie = written.cookies.map(([name, value]) => `${name}=${value}`).join("; ");
  const body = bodyOf(frame, draft);
  const contentType = draft.contentType === undefined ? body?.contentType : (draft.contentType ?? undefined);
  return {
    method: draft.method,
    target: `${frame.basePath}${written.path}${query === "" ? "" : `?${query}`}`,
    headers: [
      ...frame.headers,
      ...(contentType === undefined ? [] : [["content-type", contentType] as const]),
      ...written.headers,
      ...(cookie === "" ? [] : [["cookie", cookie] as const]),
    ],
    body: body?.bytes,
  };
}

interface WrittenParts {
  path: string;
  readonly query: Pair[];
  readonly headers: Pair[];
  readonly cookies: Pair[];
}

function writeParts({ operation, parts }: RequestFrame, { values }: Draft): WrittenParts {
  const written: WrittenParts = { path: "", query: [], headers: [], cookies: [] };
  const path = new Map<string, string>();
  for (const { key, parameter } of parts.parameters) {
    const value = values.get(key);
    if (value === undefined) continue;
    const { text, pairs } = writeParameter(parameter, value);
    if (parameter.in === "path") path.set(parameter.name, pathText(text, pairs));
    if (parameter.in === "header") written.headers.push([parameter.name.toLowerCase(), text]);
    if (parameter.in === "query") written.query.push(...pairs);
    if (parameter.in === "cookie") written.cookies.push(...pairs);
  }
  written.path = templateParts(operation.path)
    .map((part) => ("text" in part ? part.text : (path.get(part.parameter) ?? "x")))
    .join("");
  return written;
}

/** A path parameter that is written by media type comes as a pair like those of the query. */
function pathText(text: string, pairs: readonly Pair[]): string {
  return text === "" ? (pairs[0]?.[1] ?? "") : text;
}

function bodyOf({ parts }: RequestFrame, { values, rawBody, contentType }: Draft) {
  const part = parts.bodies.find(({ key }) => values.has(key));
  if (rawBody !== undefined) {
    const declared = contentType ?? part?.contentType ?? parts.bodies[0]?.contentType;
    return { contentType: declared, bytes: rawBody };
  }
  const value = part === undefined ? undefined : values.get(part.key);
  return part === undefined || value === undefined ? undefined : encodeBody(part, value);
}

function addCredential(written: WrittenParts, { scheme, misplaced }: CredentialUse, text: string): void {
  const location = misplaced ?? (scheme.type === "apiKey" ? scheme.in : "header");
  const name = (scheme.type === "apiKey" ? scheme.parameterName : undefined) ?? "authorization";
  switch (location) {
    case "query":
      written.query.push([encodeStrictly(name), encodeStrictly(text)]);
      return;
    case "cookie":
      written.cookies.push([name, text]);
      return;
    default:
      written.headers.push([name.toLowerCase(), text]);
  }
}
