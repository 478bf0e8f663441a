import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { ReadableStream } from "node:stream/web";
import { bodyKind, isJsonMediaType } from "@gatehouse/contract";

/** Values that a response header can be given by. */
export type HeaderValue = string | number | boolean | readonly string[];

/** Response headers by name; a name with the value `undefined` is not sent, and not added by the router either. */
export type HeaderValues = Readonly<Record<string, HeaderValue | undefined>>;

/** A response as data: what an operation or `errorResponse` returns, and the router sends. */
export interface ResponseData {
  readonly status: number;
  readonly headers?: HeaderValues;
  /** The media type of the body; `application/json` when left out. */
  readonly contentType?: string | undefined;
  /**
   * A JSON value for JSON media types, else text or bytes; for every media type a stream of text or bytes;
   * `undefined` for a response without a body.
   */
  readonly body?: unknown;
}

/** What the router adds to a response. */
interface ResponseDefaults {
  readonly provided?: HeaderValues | undefined;
  /** Headers that a response carries unless it sets another value itself; names in lower case. */
  readonly implied?: Readonly<Record<string, string | undefined>> | undefined;
  /** The media type of the body where the response gives none. */
  readonly usualContentType?: string | undefined;
  /** Whether the head of a stream is to be sent before its first bytes are there. */
  readonly flushHead?: boolean;
  /** The method of the request was HEAD. */
  readonly isHead?: boolean;
}

const JSON_TYPE = "application/json";
const JSON_WITH_CHARSET = "application/json; charset=utf-8";
const EVENT_STREAM = "text/event-stream";

/**
 * Sends a response: the one writer of responses. Status, headers and body leave in one write; a stream is sent as it
 * comes. A HEAD request gets the same headers, `Content-Length` included, and no body (RFC 9110, 9.3.2).
 *
 * @returns a promise where the body is a stream; it settles when the body has been sent
 * @throws TypeError when body or headers cannot be written; nothing has been sent then
 */
export function writeResponse(
  res: ServerResponse,
  response: ResponseData,
  defaults: ResponseDefaults,
): undefined | Promise<void> {
  const { status, headers, body } = response;
  const raw = collectHeaders(res, headers, defaults);
  if (body === undefined) {
    if (status !== 204 && status !== 304) raw.push("content-length", "0");
    res.writeHead(status, raw);
    res.end();
    return undefined;
  }
  const contentType = response.contentType ?? defaults.usualContentType ?? JSON_TYPE;
  if (isBodyStream(body)) return writeStream(res, body, { raw, status, contentType, ...defaults });
  const encoded = encodeBody(body, contentType);
  const { payload } = encoded;
  const length = typeof payload === "string" ? Buffer.byteLength(payload) : payload.byteLength;
  raw.push("content-type", encoded.contentType, "content-length", String(length));
  res.writeHead(status, raw);
  // Text of as many bytes as characters is ASCII, and Node writes that faster when the encoding says so.
  if (length === payload.length) res.end(payload, "latin1");
  else res.end(payload);
  return undefined;
}

function collectHeaders(
  res: ServerResponse,
  headers: HeaderValues | undefined,
  { provided, implied }: ResponseDefaults,
): string[] {
  const raw: string[] = [];
  // The names of headers have no case (RFC 9110, 5.1): what a response gives itself is not provided once more.
  const own = headers === undefined ? [] : Object.keys(headers).map(toLowerCase);
  for (const name in provided) {
    if (own.length === 0 || !own.includes(name.toLowerCase())) pushHeader(raw, name, provided[name]);
  }
  for (const name in headers) pushHeader(raw, name, headers[name]);
  if (implied === undefined) return raw;
  const given = new Set([...Object.keys(provided ?? {}).map(toLowerCase), ...own]);
  for (const [name, value] of Object.entries(implied)) {
    if (value !== undefined && !given.has(name) && !res.hasHeader(name)) raw.push(name, value);
  }
  return raw;
}

function pushHeader(raw: string[], name: string, value: HeaderValue | undefined): void {
  if (value === undefined) return;
  if (typeof value === "string") raw.push(name, value);
  else if (typeof value === "object") for (const one of value) raw.push(name, one);
  else raw.push(name, String(value));
}

function toLowerCase(text: string): string {
  return text.toLowerCase();
}

interface StreamHead extends ResponseDefaults {
  readonly raw: readonly string[];
  readonly status: number;
  readonly contentType: string;
}

function writeStream(res: ServerResponse, body: BodyStream, head: StreamHead): Promise<void> {
  const { raw, status, isHead = false, flushHead = false } = head;
  const mediaType = essenceOf(head.contentType);
  const contentType = isTextual(mediaType) ? withCharset(head.contentType) : head.contentType;
  const length = body.contentLength === undefined ? [] : ["content-length", String(body.contentLength)];
  return sendStream(res, body, {
    writeHead: () => void res.writeHead(status, [...raw, "content-type", contentType, ...length]),
    // The first event may be hours away, and the client waits for the head to know that it is connected.
    isHeadSentFirst: mediaType === EVENT_STREAM,
    isHeadFlushed: flushHead || mediaType === EVENT_STREAM,
    isHead: isHead || status === 204 || status === 304,
  });
}

interface EncodedBody {
  /** The value of `Content-Type`. */
  readonly contentType: string;
  readonly payload: string | Uint8Array;
}

/** JSON is serialised, text and bytes go as they are. */
function encodeBody(body: unknown, contentType: string): EncodedBody {
  if (contentType === JSON_TYPE) return { contentType: JSON_WITH_CHARSET, payload: JSON.stringify(body) };
  const mediaType = essenceOf(contentType);
  if (isJsonMediaType(mediaType))
    return { contentType: withCharset(contentType), payload: JSON.stringify(body) };
  if (body instanceof Uint8Array) return { contentType, payload: body };
  const isScalar = typeof body === "number" || typeof body === "boolean";
  if (isScalar && bodyKind(mediaType) === "text") return encodeBody(String(body), contentType);
  if (typeof body !== "string") {
    throw new TypeError(
      `A body of the media type ${mediaType} must be text, bytes or a stream, not ${typeof body}.`,
    );
  }
  return { contentType: isTextual(mediaType) ? withCharset(contentType) : contentType, payload: body };
}

function essenceOf(contentType: string): string {
  return (contentType.split(";", 1)[0] ?? "").trim().toLowerCase();
}

function isTextual(mediaType: string): boolean {
  return mediaType.startsWith("text/") || isJsonMediaType(mediaType);
}

function withCharset(contentType: string): string {
  return contentType.includes(";") ? contentType : `${contentType}; charset=utf-8`;
}

/**
 * A body that comes bit by bit: a `Readable` of Node, a `ReadableStream` of the web, or any generator. With a
 * `contentLength` in bytes the client knows how much is to come.
 */
export type BodyStream = AsyncIterable<string | Uint8Array> & { readonly contentLength?: number };

/** Whether a body is a stream of text or bytes. */
function isBodyStream(body: unknown): body is BodyStream {
  return typeof body === "object" && body !== null && Symbol.asyncIterator in body;
}

/** How a stream is sent. */
interface StreamOptions {
  writeHead(): void;
  /** Sends the head before the first bytes are there; an error of the source then ends the connection. */
  readonly isHeadSentFirst: boolean;
  /** Sends the head in a packet of its own. */
  readonly isHeadFlushed: boolean;
  /** The response has no body; the source is closed unread. */
  readonly isHead: boolean;
}

/**
 * Sends a stream as the body of a response, no faster than the client reads it. The source is closed when the client
 * goes away. The head waits for the first bytes, so that an error of the source before them can still become an error
 * response; an error after the head destroys the connection, which is how the client learns that bytes are missing.
 *
 * @throws the error of the source; where `res.destroyed` is true by then, the head had been sent
 */
async function sendStream(res: ServerResponse, body: BodyStream, options: StreamOptions): Promise<void> {
  const source = toReadable(body);
  // An error between two reads must not end the process; the next read reports it.
  source.on("error", () => undefined);
  const head = { isWritten: false };
  // One listener for the whole stream: wrappers of responses hand listeners on and cannot take them back.
  let wake: () => void = () => undefined;
  const onDrain = () => wake();
  const onClose = () => {
    source.destroy();
    wake();
  };
  const drained = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      if (res.destroyed) resolve();
    });
  if (res.destroyed) return void source.destroy();
  res.on("drain", onDrain).on("close", onClose);
  try {
    await copy(source, res, { ...options, head, drained });
  } catch (error) {
    if (res.destroyed) return;
    if (head.isWritten) res.destroy();
    throw error;
  } finally {
    res.off("drain", onDrain).off("close", onClose);
    source.destroy();
  }
}

interface Copying extends StreamOptions {
  readonly head: { isWritten: boolean };
  /** Resolves when the response takes more, or never will. */
  drained(): Promise<void>;
}

async function copy(source: Readable, res: ServerResponse, copying: Copying): Promise<void> {
  if (copying.isHead || copying.isHeadSentFirst) sendHead(res, copying);
  if (copying.isHead) return void res.end();
  for await (const chunk of source) {
    sendHead(res, copying);
    if (!isOver(res) && !res.write(chunk)) await copying.drained();
    // Closed before the loop is left, which would close it with an error.
    if (isOver(res)) return void source.destroy();
  }
  sendHead(res, copying);
  if (!isOver(res)) res.end();
}

/** The client is gone, or the response guard has sent another response in place of this one. */
function isOver(res: ServerResponse): boolean {
  return res.destroyed || res.writableEnded;
}

function sendHead(res: ServerResponse, { head, writeHead, isHeadFlushed, isHead }: Copying): void {
  if (head.isWritten) return;
  writeHead();
  head.isWritten = true;
  if (isHead) return;
  // A body shorter or longer than the announced length would shift the next response of the connection.
  res.strictContentLength = true;
  if (isHeadFlushed) res.flushHeaders();
}

function toReadable(body: BodyStream): Readable {
  if (body instanceof Readable) return body;
  if (body instanceof ReadableStream) return Readable.fromWeb(body);
  return Readable.from(body, { objectMode: true, highWaterMark: 1 });
}
