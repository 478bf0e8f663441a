import type { IncomingMessage } from "node:http";
import {
  bodyKind,
  createMediaTypeMatcher,
  decodeBody,
  decodeNothing,
  type FormPart,
  type FormProblem,
  formReader,
  type JsonValue,
  type MediaType,
  type Operation,
  type ParsedMediaType,
  parseMediaType,
  type RequestBody,
  type SchemaValidators,
  schemaValidators,
} from "@gatehouse/contract";
import {
  BodyMissingError,
  BodyTooLargeError,
  MalformedBodyError,
  RequestAbortedError,
  UnsupportedMediaTypeError,
  type UnsupportedPart,
} from "../errors.ts";
import type { UploadedFile } from "../types/UploadedFile.ts";
import { type ParsedFormRequest, takeParsedForm } from "./parsedForm.ts";
import { type FormLimits, isReadAsUtf8, readMultipart } from "./readMultipart.ts";
import { type ParsedBody, readParsedBody } from "./readParsedBody.ts";
import type { UploadStore } from "./UploadStore.ts";

/** The body of a request, decoded as its media type and schema say, and not yet validated. */
export interface ReceivedBody {
  /** The key of the document's `content` map; `undefined` where no body came. */
  readonly mediaKey: string | undefined;
  /** A JSON value, text or bytes; `undefined` where no body came. */
  readonly value: unknown;
  /** By JSON pointer into the value: the texts of numbers that JavaScript cannot hold. */
  readonly inexact?: ReadonlyMap<string, string> | undefined;
  /** The value is text that its schema is not about. */
  readonly isOpaque?: boolean | undefined;
  /** The items of the value, a text that is a sequence of them. */
  readonly items?: readonly JsonValue[] | undefined;
  /** What could not be read of a form. */
  readonly formProblems?: readonly FormProblem[] | undefined;
  /** The files of a multipart form. */
  readonly files?: readonly UploadedFile[] | undefined;
  /** Frees what the files take; to be called when the response has been sent. */
  dispose?(): Promise<void>;
}

/**
 * Reads and decodes the body of a request to one operation.
 *
 * @throws BodyMissingError, BodyTooLargeError, MalformedBodyError, UnsupportedMediaTypeError, UploadSpaceError,
 *   RequestAbortedError, BodyAlreadyReadError
 */
export type BodyReader = (req: IncomingMessage) => Promise<ReceivedBody>;

/** Options of a body reader. */
export interface BodyReaderOptions {
  /** The largest body that is no multipart form. */
  readonly bodyLimitBytes: number;
  readonly formLimits: FormLimits;
  readonly store: UploadStore;
}

const NO_BYTES = Buffer.alloc(0);
const NO_BODY: ReceivedBody = { mediaKey: undefined, value: undefined };

/** Makes the reader of the bodies of one operation. */
export function createBodyReader(
  operation: Operation,
  requestBody: RequestBody,
  options: BodyReaderOptions,
): BodyReader {
  const validators = schemaValidators(operation.contract, "request");
  const readMediaType = createMediaTypeReader(requestBody);
  const noBody = (): ReceivedBody => {
    if (requestBody.required) throw new BodyMissingError();
    return NO_BODY;
  };
  return async (req) => {
    if (!hasBody(req)) return noBody();
    const hasBytes = mayHaveBytes(req);
    if (!hasBytes && !req.headers["content-type"]) return noBody();
    const parsed = readParsedBody(req, options);
    if (parsed === undefined && (await isEmptyAndUntyped(req))) return noBody();
    const found = readMediaType(req, parsed !== undefined);
    const { contentType, mediaType } = found;
    const kind = bodyKind(contentType.essence);
    const source = { ...found, validators, options, parsed };
    if (parsed?.kind === "value") {
      // `express.json()` makes an object of no bytes.
      if (kind === "json" && !hasBytes) return noBody();
      const isForm = kind === "form" || kind === "multipart";
      return isForm ? takeForm(req, source) : { mediaKey: mediaType.mediaRange, value: parsed.value };
    }
    if (kind === "multipart" && hasBytes) return receiveForm(req, source);
    const bytes = parsed?.bytes ?? (hasBytes ? await readBytes(req, options.bodyLimitBytes) : NO_BYTES);
    // An empty text or form is a body all the same; no bytes are never JSON.
    if (bytes.length === 0 && (kind === "json" || kind === "multipart")) return noBody();
    return decode(bytes, source);
  };
}

/** A message has a body when it gives a length, even a length of 0 (RFC 9112, 6.3). */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || headers["content-length"] !== undefined;
}

/** Whether a body has any bytes; of chunks only a parser in front of the router has learned that there are none. */
function mayHaveBytes({ headers, readableDidRead, readableEnded }: IncomingMessage): boolean {
  const length = headers["content-length"];
  return length === undefined ? readableDidRead || !readableEnded : Number(length) !== 0;
}

/** Whether a chunked body has no bytes, which only reading shows; without a media type that is no body. */
async function isEmptyAndUntyped(req: IncomingMessage): Promise<boolean> {
  if (req.headers["content-type"] || req.headers["transfer-encoding"] === undefined) return false;
  try {
    await readBytes(req, 0);
    return true;
  } catch (error) {
    if (error instanceof BodyTooLargeError) return false;
    throw error;
  }
}

interface FoundMediaType {
  readonly contentType: ParsedMediaType;
  readonly mediaType: MediaType;
}

/** Makes the function that finds the media type of a body, when the operation takes it and its text can be read. */
function createMediaTypeReader({ content }: RequestBody) {
  const mediaTypes = [...content.keys()];
  const match = createMediaTypeMatcher(mediaTypes);
  const unsupported = (part: UnsupportedPart) => new UnsupportedMediaTypeError(part, mediaTypes);
  return ({ headers }: IncomingMessage, isParsed: boolean): FoundMediaType => {
    const contentType = parseMediaType(headers["content-type"] ?? "");
    const key = contentType === undefined ? undefined : match(contentType);
    const mediaType = key === undefined ? undefined : content.get(key);
    if (contentType === undefined || mediaType === undefined) throw unsupported("mediaType");
    // A parser in front of the router has decoded both already.
    if (isParsed) return { contentType, mediaType };
    const { essence, parameters } = contentType;
    const isText = bodyKind(essence) !== "bytes";
    if (isText && !isReadAsUtf8(essence, parameters.get("charset"))) throw unsupported("charset");
    const encodings = headers["content-encoding"]?.toLowerCase().split(",") ?? [];
    if (!encodings.every((one) => ["", "identity"].includes(one.trim())))
      throw unsupported("contentEncoding");
    return { contentType, mediaType };
  };
}

interface BodySource extends FoundMediaType {
  readonly validators: SchemaValidators;
  readonly options: BodyReaderOptions;
  readonly parsed: ParsedBody | undefined;
}

function decode(bytes: Buffer, { validators, mediaType, contentType }: BodySource): ReceivedBody {
  const { essence } = contentType;
  const decoded = decodeBody(validators, mediaType, { body: bytes, essence });
  const mediaKey = mediaType.mediaRange;
  switch (decoded.kind) {
    case "malformed":
      throw new MalformedBodyError(`The request body is not ${decoded.expected}.`);
    case "opaque":
      return { mediaKey, value: decoded.value, isOpaque: true };
    case "sequence":
      return { mediaKey, value: decoded.value, items: decoded.items };
    case "value":
      return { mediaKey, value: decoded.value, inexact: decoded.inexact, formProblems: decoded.problems };
  }
}

async function receiveForm(req: IncomingMessage, source: BodySource): Promise<ReceivedBody> {
  const { validators, mediaType, contentType, options, parsed } = source;
  const reader = formReader(validators, mediaType);
  const { formLimits: limits, store } = options;
  const boundary = contentType.parameters.get("boundary");
  const bytes = parsed?.kind === "bytes" ? parsed.bytes : undefined;
  const { parts, files, dispose } = await readMultipart(req, { boundary, reader, limits, store, bytes });
  return { ...typeForm(parts, source), files, dispose };
}

async function takeForm(req: IncomingMessage & ParsedFormRequest, source: BodySource): Promise<ReceivedBody> {
  const reader = formReader(source.validators, source.mediaType);
  const { parts, files } = await takeParsedForm(req, reader);
  const isMultipart = bodyKind(source.contentType.essence) === "multipart";
  return { ...typeForm(parts, source), ...(isMultipart && { files }) };
}

function typeForm(parts: readonly FormPart[], { validators, mediaType }: BodySource): ReceivedBody {
  const { value, inexact, problems } = formReader(validators, mediaType).read(parts, decodeNothing);
  return { mediaKey: mediaType.mediaRange, value, inexact, formProblems: problems };
}

/**
 * Reads the body of a request.
 *
 * @throws BodyTooLargeError as soon as more than `limitBytes` are announced or have come
 * @throws RequestAbortedError when the client goes away before the end
 */
function readBytes(req: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const announced = Number(req.headers["content-length"] ?? 0);
  if (announced > limitBytes) return Promise.reject(new BodyTooLargeError(limitBytes));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const stop = () => {
      req.off("data", onData).off("end", onEnd).off("error", onGone).off("close", onGone);
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limitBytes) return void chunks.push(chunk);
      stop();
      reject(new BodyTooLargeError(limitBytes));
    };
    const onEnd = () => {
      stop();
      const [first = NO_BYTES] = chunks;
      resolve(chunks.length > 1 ? Buffer.concat(chunks, length) : first);
    };
    const onGone = (cause?: unknown) => {
      stop();
      reject(new RequestAbortedError(cause));
    };
    req.on("data", onData).on("end", onEnd).on("error", onGone).on("close", onGone);
  });
}
