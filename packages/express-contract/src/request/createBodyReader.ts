import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { parse as parseForm } from "node:querystring";
import type { RequestBody } from "@gatehouse/contract";
import { BodyMissingError } from "../errors/BodyMissingError.ts";
import { MalformedBodyError } from "../errors/MalformedBodyError.ts";
import { UnsupportedMediaTypeError } from "../errors/UnsupportedMediaTypeError.ts";
import type { BodyReader, ReceivedBody } from "./BodyReader.ts";
import type { ContentType } from "./ContentType.ts";
import { createMediaTypeMatcher } from "./createMediaTypeMatcher.ts";
import { isJsonMediaType } from "./isJsonMediaType.ts";
import { parseContentType } from "./parseContentType.ts";
import { parseJson } from "./parseJson.ts";
import { readBytes } from "./readBytes.ts";

const NO_BODY: ReceivedBody = { mediaKey: undefined, value: undefined, multipart: undefined };

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function decodeText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new MalformedBodyError("The request body is not valid UTF-8.");
  // A byte order mark is not part of JSON text (RFC 8259, 8.1); parsers may drop it.
  const start = bytes.length > 2 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.toString("utf8", start);
}

function parseBody(bytes: Buffer, contentType: ContentType): unknown {
  const { mediaType } = contentType;
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

/** Makes the reader of the bodies of one operation. */
export function createBodyReader(requestBody: RequestBody, limitBytes: number): BodyReader {
  const mediaTypes = [...requestBody.content.keys()];
  const matchMediaType = createMediaTypeMatcher(mediaTypes);
  const refuse = (part: "mediaType" | "charset" | "contentEncoding") =>
    new UnsupportedMediaTypeError(part, mediaTypes);
  return async (req) => {
    if (!hasBody(req)) {
      if (requestBody.required) throw new BodyMissingError();
      return NO_BODY;
    }
    const header = req.headers["content-type"];
    const contentType = parseContentType(header);
    const mediaKey = contentType === undefined ? undefined : matchMediaType(contentType);
    if (contentType === undefined || mediaKey === undefined) throw refuse("mediaType");
    const charset = contentType.parameters.get("charset")?.toLowerCase() ?? "utf-8";
    if (
      charset !== "utf-8" &&
      charset !== "utf8" &&
      charset !== "us-ascii" &&
      isText(contentType.mediaType)
    ) {
      throw refuse("charset");
    }
    const encoding = req.headers["content-encoding"];
    if (encoding !== undefined && encoding.toLowerCase() !== "identity") throw refuse("contentEncoding");
    const bytes = await readBytes(req, limitBytes);
    if (bytes.length === 0) {
      if (requestBody.required) throw new BodyMissingError();
      return NO_BODY;
    }
    if (contentType.mediaType === "multipart/form-data") {
      return { mediaKey, value: undefined, multipart: { bytes, contentType: header ?? "" } };
    }
    return { mediaKey, value: parseBody(bytes, contentType), multipart: undefined };
  };
}
