import type { Operation } from "@gatehouse/contract";
import type { CheckRequest } from "../CheckRequest.ts";
import type { CredentialUse, Draft } from "./Draft.ts";
import { encodeBody } from "./encodeBody.ts";
import type { RequestParts } from "./partsOf.ts";
import { templateParts } from "./templateParts.ts";
import { encodeStrictly, writeParameter } from "./writeParameter.ts";

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

/** Writes a draft as a request; `credentialText` says what goes on the wire for each credential. */
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
  const place = misplaced ?? (scheme.type === "apiKey" ? scheme.in : "header");
  const name = (scheme.type === "apiKey" ? scheme.parameterName : undefined) ?? "authorization";
  switch (place) {
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
