import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { parse as parseForm } from "node:querystring";
import {
  createMediaTypeMatcher,
  isJsonMediaType,
  type ParsedMediaType,
  parseMediaType,
  type RequestBody,
} from "@gatehouse/contract";
import {
  BodyMissingError,
  MalformedBodyError,
  UnsupportedMediaTypeError,
  type UnsupportedPart,
} from "../errors.ts";
import { parseJson } from "./parseJson.ts";
import { readBytes } from "./readBytes.ts";
import { type ParsedBody, readParsedBody } from "./readParsedBody.ts";

/** The body of a request, parsed as its media type says. */
export interface ReceivedBody {
  /** The key of the document's `content` map; `undefined` where no body came. */
  readonly mediaKey: string | undefined;
  /** JSON value, form fields, text or bytes; `undefined` where no body came or it is a multipart form. */
  readonly value: unknown;
  /** By JSON pointer into the value: the texts of numbers that JavaScript cannot hold. */
  readonly inexact?: ReadonlyMap<string, string> | undefined;
  /** For `multipart/form-data`: the bytes, and the header that holds the boundary. */
  readonly multipart: { readonly bytes: Buffer; readonly contentType: string } | undefined;
}

/**
 * Reads and parses the body of a request to one operation.
 *
 * @throws BodyMissingError, BodyTooLargeError, MalformedBodyError, UnsupportedMediaTypeError,
 *   RequestAbortedError
 */
export type BodyReader = (req: IncomingMessage) => Promise<ReceivedBody>;

const MULTIPART = "multipart/form-data";
const UTF8_NAMES: ReadonlySet<string> = new Set(["utf-8", "utf8", "us-ascii"]);
const NO_BYTES = Buffer.alloc(0);
const NO_BODY: ReceivedBody = { mediaKey: undefined, value: undefined, multipart: undefined };

/** Makes the reader of the bodies of one operation. */
export function createBodyReader(requestBody: RequestBody, limitBytes: number): BodyReader {
  const mediaTypes = [...requestBody.content.keys()];
  const matchMediaType = createMediaTypeMatcher(mediaTypes);
  const unsupported = (part: UnsupportedPart) => new UnsupportedMediaTypeError(part, mediaTypes);

  /** The media type of the body, when this operation takes it and its text can be read. */
  const readMediaType = ({ headers }: IncomingMessage, isParsed: boolean) => {
    const contentType = parseMediaType(headers["content-type"] ?? "");
    const mediaKey = contentType === undefined ? undefined : matchMediaType(contentType);
    if (contentType === undefined || mediaKey === undefined) throw unsupported("mediaType");
    // A parser in front of the router has decoded both already.
    if (isParsed) return { contentType, mediaKey };
    const charset = contentType.parameters.get("charset")?.toLowerCase() ?? "utf-8";
    if (!UTF8_NAMES.has(charset) && isText(contentType.essence)) throw unsupported("charset");
    const encoding = headers["content-encoding"]?.toLowerCase() ?? "identity";
    if (encoding !== "identity") throw unsupported("contentEncoding");
    return { contentType, mediaKey };
  };

  const noBody = (): ReceivedBody => {
    if (requestBody.required) throw new BodyMissingError();
    return NO_BODY;
  };

  return async (req) => {
    if (!hasBody(req)) return noBody();
    const hasBytes = req.headers["content-length"] !== "0";
    if (!hasBytes && !req.headers["content-type"]) return noBody();
    const parsed = readParsedBody(req, limitBytes);
    const { contentType, mediaKey } = readMediaType(req, parsed !== undefined);
    if (parsed?.kind === "value") return { mediaKey, value: parsed.value, multipart: undefined };
    const bytes = await bytesOf(req, { parsed, hasBytes, limitBytes });
    if (bytes.length === 0 && cannotBeEmpty(contentType)) return noBody();
    if (contentType.essence !== MULTIPART) {
      return { mediaKey, value: parseBody(bytes, contentType), multipart: undefined };
    }
    return {
      mediaKey,
      value: undefined,
      multipart: { bytes, contentType: req.headers["content-type"] ?? "" },
    };
  };
}

/** A message has a body when it says how long it is, even when that is nothing (RFC 9112, 6.3). */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || headers["content-length"] !== undefined;
}

interface BodySource {
  readonly parsed: ParsedBody | undefined;
  readonly hasBytes: boolean;
  readonly limitBytes: number;
}

async function bytesOf(req: IncomingMessage, { parsed, hasBytes, limitBytes }: BodySource): Promise<Buffer> {
  if (parsed?.kind === "bytes") return parsed.bytes;
  return hasBytes ? await readBytes(req, limitBytes) : NO_BYTES;
}

function decodeText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new MalformedBodyError("The request body is not valid UTF-8.");
  // A byte order mark is not part of JSON text (RFC 8259, 8.1); parsers may drop it.
  const start = bytes.length > 2 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.toString("utf8", start);
}

function parseBody(bytes: Buffer, contentType: ParsedMediaType): unknown {
  const { essence: mediaType } = contentType;
  if (isJsonMediaType(mediaType)) return parseJson(decodeText(bytes));
  if (mediaType === "application/x-www-form-urlencoded") return { ...parseForm(decodeText(bytes)) };
  return mediaType.startsWith("text/") ? decodeText(bytes) : bytes;
}

function isText(mediaType: string): boolean {
  return (
    isJsonMediaType(mediaType) ||
    mediaType.startsWith("text/") ||
    mediaType === "application/x-www-form-urlencoded"
  );
}

/** An empty text or form is a body all the same; no bytes are never JSON. */
function cannotBeEmpty(contentType: ParsedMediaType): boolean {
  return isJsonMediaType(contentType.essence) || contentType.essence === MULTIPART;
}
