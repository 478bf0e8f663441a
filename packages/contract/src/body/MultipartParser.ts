import { withoutSpaces } from "../style/RawTexts.ts";

/** A `multipart/form-data` body breaks the grammar; the message is a sentence that quotes nothing of it. */
export class MultipartError extends Error {
  readonly code = "MALFORMED_MULTIPART";
  override readonly name = "MultipartError";
}

/** The head of a part of a `multipart/form-data` body. */
export interface PartHead {
  readonly name: string;
  /** `type/subtype`, lower case; `undefined` where the part does not give one. */
  readonly mediaType: string | undefined;
  /** The charset of its text, lower case. */
  readonly charset?: string | undefined;
  /** Without folders; never trust it as a path. */
  readonly fileName: string | undefined;
}

/** Is called with the parts of a body, in their order. */
export interface MultipartHandler {
  onPart(head: PartHead): void;
  /** The bytes share memory with the chunk that was written. */
  onData(bytes: Uint8Array): void;
  onPartEnd(): void;
}

/** A part's headers may be this long, in bytes. */
const HEADER_LIMIT_BYTES = 16_384;
const CRLF = Buffer.from("\r\n");
const HEADER_END = Buffer.from("\r\n\r\n");
/** RFC 2046, 5.1.1. */
const BOUNDARY = /^[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]$/;

/**
 * Takes a `multipart/form-data` body apart as its bytes come (RFC 7578, RFC 2046). It is strict: what two readers could
 * understand in two ways, and what would be lost silently, is an error.
 */
export class MultipartParser {
  readonly #delimiter: Buffer;
  readonly #handler: MultipartHandler;
  /** Bytes that are not yet understood; the line break before the first delimiter is understood. */
  #rest: Buffer = CRLF;
  #state: "body" | "bodyStart" | "delimiter" | "epilogue" | "head" | "preamble" = "preamble";

  /**
   * @param boundary the parameter of the body's media type
   * @throws MultipartError when there is no boundary that can be one
   */
  constructor(boundary: string | undefined, handler: MultipartHandler) {
    if (boundary === undefined || boundary === "")
      throw new MultipartError("The media type has no boundary.");
    if (!BOUNDARY.test(boundary))
      throw new MultipartError("The boundary of the media type is not well formed.");
    this.#delimiter = Buffer.from(`\r\n--${boundary}`);
    this.#handler = handler;
  }

  /**
   * Takes the next bytes of the body.
   *
   * @throws MultipartError
   */
  write(chunk: Uint8Array): void {
    if (this.#state === "epilogue") return;
    this.#rest =
      this.#rest.length === 0
        ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
        : Buffer.concat([this.#rest, chunk]);
    while (this.#step());
  }

  /**
   * Ends the body.
   *
   * @throws MultipartError when it is not complete
   */
  end(): void {
    if (this.#state === "preamble")
      throw new MultipartError("The boundary of the media type is not in the body.");
    if (this.#state !== "epilogue") throw new MultipartError("The body ends before its last boundary.");
  }

  /** @returns whether there may be more to understand */
  #step(): boolean {
    switch (this.#state) {
      case "preamble":
      case "body":
        return this.#readUntilDelimiter();
      case "delimiter":
        return this.#readDelimiterEnd();
      case "head":
        return this.#readHead();
      case "bodyStart":
        return this.#readBodyStart();
      case "epilogue":
        return false;
    }
  }

  #readUntilDelimiter(): boolean {
    const rest = this.#rest;
    const at = rest.indexOf(this.#delimiter);
    const end = at < 0 ? rest.length - this.#delimiter.length + 1 : at;
    if (end > 0 && this.#state === "body") this.#handler.onData(rest.subarray(0, end));
    if (at < 0) {
      // A delimiter may have begun in the last bytes.
      if (end > 0) this.#rest = rest.subarray(end);
      return false;
    }
    if (this.#state === "body") this.#handler.onPartEnd();
    this.#rest = rest.subarray(at + this.#delimiter.length);
    this.#state = "delimiter";
    return true;
  }

  /** Behind a delimiter: `--` for the last one, else white space and a line break. */
  #readDelimiterEnd(): boolean {
    const rest = this.#rest;
    if (rest.length < 2) return false;
    if (rest[0] === 0x2d && rest[1] === 0x2d) {
      this.#state = "epilogue";
      this.#rest = Buffer.alloc(0);
      return false;
    }
    let start = 0;
    while (rest[start] === 0x20 || rest[start] === 0x09) start += 1;
    if (start + 2 > rest.length && start <= HEADER_LIMIT_BYTES) return false;
    if (rest[start] !== 0x0d || rest[start + 1] !== 0x0a) {
      throw new MultipartError("A boundary in the body is not followed by a line break.");
    }
    // The line break stays: headers that are none end with it and the next one.
    this.#rest = rest.subarray(start);
    this.#state = "head";
    return true;
  }

  #readHead(): boolean {
    const end = this.#rest.indexOf(HEADER_END);
    if (end > HEADER_LIMIT_BYTES || (end < 0 && this.#rest.length > HEADER_LIMIT_BYTES)) {
      throw new MultipartError(`The headers of a part are longer than ${HEADER_LIMIT_BYTES} bytes.`);
    }
    const delimiter = this.#rest.indexOf(this.#delimiter);
    if (delimiter >= 0 && (end < 0 || delimiter < end))
      throw new MultipartError("A part ends within its headers.");
    if (end < 0) return false;
    const head = parsePartHead(this.#rest.subarray(CRLF.length, Math.max(end, CRLF.length)));
    this.#rest = this.#rest.subarray(end + CRLF.length);
    this.#state = "bodyStart";
    this.#handler.onPart(head);
    return true;
  }

  /** The line break behind the headers belongs to the delimiter where the part has no body at all. */
  #readBodyStart(): boolean {
    const rest = this.#rest;
    const known = Math.min(rest.length, this.#delimiter.length);
    const mayBeDelimiter = rest.subarray(0, known).equals(this.#delimiter.subarray(0, known));
    if (mayBeDelimiter && known < this.#delimiter.length) return false;
    if (!mayBeDelimiter) this.#rest = rest.subarray(CRLF.length);
    this.#state = "body";
    return true;
  }
}

/** @throws MultipartError when the headers are not those of a part of a form */
function parsePartHead(bytes: Buffer): PartHead {
  const headers = readHeaders(decodeUtf8(bytes));
  const disposition = headers.get("content-disposition");
  if (disposition === undefined) throw new MultipartError("A part has no header Content-Disposition.");
  const { value, parameters } = readParameters(disposition);
  const name = parameters.get("name");
  if (value !== "form-data" || name === undefined) {
    throw new MultipartError('The header Content-Disposition of a part is not form-data with a "name".');
  }
  const encoding = headers.get("content-transfer-encoding")?.toLowerCase();
  if (encoding !== undefined && !["7bit", "8bit", "binary"].includes(encoding)) {
    throw new MultipartError(
      "A part has a Content-Transfer-Encoding, which forms do not use (RFC 7578, 4.7).",
    );
  }
  const type = headers.get("content-type");
  const mediaType = type === undefined ? undefined : readParameters(type);
  if (mediaType !== undefined && !/^[^\s/]+\/[^\s/]+$/.test(mediaType.value)) {
    throw new MultipartError("The header Content-Type of a part is not a media type.");
  }
  const fileName = parameters.get("filename*") ?? parameters.get("filename");
  return {
    name,
    mediaType: mediaType?.value,
    charset: mediaType?.parameters.get("charset")?.toLowerCase(),
    fileName: fileName?.replace(/^.*[/\\]/s, ""),
  };
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new MultipartError("The headers of a part are not valid UTF-8.");
  }
}

const HEADER_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)$/;

/** A folded line, a bare line break and a header that comes twice mean different things to different readers. */
function readHeaders(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of text === "" ? [] : text.split("\r\n")) {
    const [, name = "", value = ""] = HEADER_LINE.exec(line) ?? [];
    const key = name.toLowerCase();
    if (key === "" || /[\r\n\0]/.test(line))
      throw new MultipartError("A header of a part is not well formed.");
    if (headers.has(key)) throw new MultipartError("A part has a header twice.");
    headers.set(key, withoutSpaces(value));
  }
  return headers;
}

const PARAMETER = /[ \t]*;[ \t]*([^\s=;"]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/y;

function readParameters(text: string) {
  const semicolon = text.indexOf(";");
  const value = (semicolon < 0 ? text : text.slice(0, semicolon)).trim().toLowerCase();
  const parameters = new Map<string, string>();
  PARAMETER.lastIndex = semicolon < 0 ? text.length : semicolon;
  while (PARAMETER.lastIndex < text.length) {
    const at = PARAMETER.lastIndex;
    const [, name, quoted, token = ""] = PARAMETER.exec(text) ?? [];
    if (name === undefined) {
      if (/^[ \t;]*$/.test(text.slice(at))) break;
      throw new MultipartError("A header of a part is not well formed.");
    }
    const key = name.toLowerCase();
    if (parameters.has(key)) throw new MultipartError("A header of a part has a parameter twice.");
    parameters.set(key, key.endsWith("*") ? decodeExtended(token) : unquote(quoted ?? token));
  }
  return { value, parameters };
}

/** Browsers write these three characters of names so (WHATWG HTML, 4.10.21.8); older clients escape quotes. */
function unquote(text: string): string {
  return text
    .replace(/\\(["\\])/g, "$1")
    .replace(/%(0A|0D|22)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** RFC 8187, which forms should not use and some clients do. */
function decodeExtended(text: string): string {
  const [, encoded] = /^utf-8'[^']*'(.*)$/i.exec(text) ?? [];
  try {
    if (encoded !== undefined) return decodeURIComponent(encoded);
  } catch {
    // Reported like any other broken parameter.
  }
  throw new MultipartError("A header of a part is not well formed.");
}
