import type { ServerResponse } from "node:http";
import { encodeBody } from "./encodeBody.ts";
import type { HeaderValue, ResponseData } from "./ResponseData.ts";

/** Statuses that have no body and no `Content-Length` (RFC 9110, 8.6). */
function isBodiless(status: number): boolean {
  return status === 204 || status === 304;
}

function pushHeader(raw: string[], name: string, value: HeaderValue | undefined): void {
  if (value === undefined) return;
  if (typeof value === "string") raw.push(name, value);
  else if (typeof value === "object") for (const one of value) raw.push(name, one);
  else raw.push(name, String(value));
}

/** Names and values stand in turns, and names are written as their authors like. */
function pushNotices(raw: string[], notices: object): void {
  const said = new Set(raw.filter((_text, index) => index % 2 === 0).map((name) => name.toLowerCase()));
  for (const [name, value] of Object.entries(notices)) if (!said.has(name)) raw.push(name, value);
}

/** What the router adds to an answer. */
export interface ResponseDefaults {
  readonly provided?: Readonly<Record<string, HeaderValue | undefined>> | undefined;
  /** Headers that an answer carries unless it, or whoever provides headers, says another value. */
  readonly notices?: object | undefined;
  /** The media type of the body where the answer does not say one. */
  readonly usualContentType?: string | undefined;
}

/**
 * Sends an answer: the one writer of responses. Status, headers and body leave in one write; a HEAD
 * request gets the same headers, `Content-Length` included, and no body (RFC 9110, 9.3.2).
 *
 * @throws TypeError when body or headers cannot be written; nothing has been sent then
 */
export function writeResponse(
  res: ServerResponse,
  answer: ResponseData,
  { provided, notices, usualContentType }: ResponseDefaults,
): void {
  const raw: string[] = [];
  for (const name in provided) pushHeader(raw, name, provided[name]);
  const { headers } = answer;
  for (const name in headers) pushHeader(raw, name, headers[name]);
  if (notices !== undefined) pushNotices(raw, notices);
  if (answer.body === undefined) {
    if (!isBodiless(answer.status)) raw.push("content-length", "0");
    res.writeHead(answer.status, raw);
    res.end();
    return;
  }
  const { contentType, payload } = encodeBody(answer.body, answer.contentType ?? usualContentType);
  const length = typeof payload === "string" ? Buffer.byteLength(payload) : payload.byteLength;
  raw.push("content-type", contentType, "content-length", String(length));
  res.writeHead(answer.status, raw);
  // Text of as many bytes as characters is ASCII, and Node writes that faster when it is told so.
  if (length === payload.length) res.end(payload, "latin1");
  else res.end(payload);
}
