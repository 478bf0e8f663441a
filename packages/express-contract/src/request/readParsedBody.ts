import type { IncomingMessage } from "node:http";
import { isJsonMediaType } from "@gatehouse/contract";
import { BodyAlreadyReadError, BodyTooLargeError, MalformedBodyError } from "../errors.ts";

/** A body that a parser in front of the router has read. */
export type ParsedBody =
  /** From `express.raw()` and `express.text()`: as it came. */
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  /** From `express.json()`, `express.urlencoded()` and multer. */
  | { readonly kind: "value"; readonly value: unknown };

/** A request with what Express's parsers leave at it. */
interface ParsedRequest extends IncomingMessage {
  readonly body?: unknown;
}

/** The largest bodies, in bytes. */
interface ParsedBodyLimits {
  readonly bodyLimitBytes: number;
  readonly formLimits: { readonly totalLimitBytes: number };
}

/** Deeper than any message that people design, and far from where a recursive reader ends. */
const MAX_DEPTH = 64;

/**
 * Takes the body that a parser in front of the router left in `req.body`.
 *
 * @returns `undefined` where nothing has been read yet
 * @throws BodyAlreadyReadError when the body is gone
 * @throws BodyTooLargeError, MalformedBodyError when the body is one that the router would not have accepted
 */
export function readParsedBody(req: ParsedRequest, limits: ParsedBodyLimits): ParsedBody | undefined {
  const { body } = req;
  // Some middleware sets an empty `req.body` and reads nothing.
  if (!req.readableDidRead && !req.readableEnded) return undefined;
  // Bytes that another reader has taken do not come again, and waiting for them would never end.
  if (body === undefined) {
    throw new BodyAlreadyReadError("The body was read before the router, and req.body is undefined.");
  }
  if (!req.complete) throw new BodyAlreadyReadError("A part of the body was read before the router.");
  const isForm = (req.headers["content-type"] ?? "").toLowerCase().startsWith("multipart/");
  const limitBytes = isForm ? limits.formLimits.totalLimitBytes : limits.bodyLimitBytes;
  if (Number(req.headers["content-length"] ?? 0) > limitBytes) throw new BodyTooLargeError(limitBytes);
  if (body instanceof Uint8Array) return toBytes(Buffer.from(body), limitBytes);
  if (typeof body === "string" && isText(req, body)) return toBytes(Buffer.from(body), limitBytes);
  assertHarmless(body);
  return { kind: "value", value: body };
}

function toBytes(bytes: Buffer, limitBytes: number): ParsedBody {
  if (bytes.length > limitBytes) throw new BodyTooLargeError(limitBytes);
  return { kind: "bytes", bytes };
}

/**
 * Whether a string is the text of the body. `express.json({ strict: false })` makes one of a body that is a JSON
 * string, which is shorter than the body by its quotes.
 */
function isText({ headers }: IncomingMessage, body: string): boolean {
  const mediaType = (headers["content-type"]?.split(";", 1)[0] ?? "").trim().toLowerCase();
  const length = headers["content-length"];
  if (!isJsonMediaType(mediaType) || length === undefined || headers["content-encoding"]) return true;
  return Number(length) === Buffer.byteLength(body);
}

/** What the router does not accept as text, it does not accept as a value either; keys that came twice are lost. */
function assertHarmless(body: unknown): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: body, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== "object" || value === null) continue;
    if (depth > MAX_DEPTH) {
      throw new MalformedBodyError(`The request body is nested more than ${MAX_DEPTH} deep.`);
    }
    if (Object.hasOwn(value, "__proto__")) {
      throw new MalformedBodyError('The request body holds the key "__proto__".');
    }
    for (const child of Object.values(value)) open.push({ value: child, depth: depth + 1 });
  }
}
