import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from "node:zlib";
import { type Difference, describeActual, diffResponse, type Operation } from "@gatehouse/contract";
import type { HeaderPair } from "./interceptResponse.ts";

/** A response as it left, or is about to leave, the server. */
export interface ObservedResponse {
  readonly operation: Operation;
  /** The method of the request, which for HEAD is not the operation's. */
  readonly requestMethod: string;
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  /** `undefined` when more was sent than the guard keeps, so that the body is unknown. */
  readonly body: Buffer | undefined;
}

/** Node sends no body with these nor to HEAD, even if a handler writes one (RFC 9110, 9.3.2, 15.3.5 and 15.4.5). */
const BODILESS: ReadonlySet<number> = new Set([204, 304]);
const DECODED_LIMIT_BYTES = 16 * 1_048_576;

type Decoder = (body: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

const DECODERS: Readonly<Record<string, Decoder>> = {
  br: brotliDecompressSync,
  deflate: inflateSync,
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  zstd: zstdDecompressSync,
};

/** Compares a response with the document; nothing is said of a body that is unknown. */
export function checkResponse(response: ObservedResponse): readonly Difference[] {
  const { operation, requestMethod, status, headers } = response;
  const body = decodeContent(response);
  if (body === "malformed") return [malformedCoding(response)];
  const sent = BODILESS.has(status) || requestMethod === "HEAD" ? undefined : body;
  const facts = { status, headers, body: sent, requestMethod };
  const differences = diffResponse(operation, facts, { ignoredHeaders: negotiatedHeaders(headers) });
  if (body !== undefined) return differences;
  return differences.filter(({ responsePointer }) => !responsePointer.startsWith("/body"));
}

/** Puts the kind and size of the value that came in place of the value, so that logs hold no secrets. */
export function redactDifference(difference: Difference): Difference {
  if (difference.actual === undefined) return difference;
  return { ...difference, actual: describeActual(difference, { redact: true }) };
}

function valuesOf(headers: readonly HeaderPair[], name: string): readonly string[] {
  return headers
    .filter(([key]) => key.toLowerCase() === name)
    .flatMap(([, value]) => value.split(",").map((part) => part.trim()));
}

/**
 * The headers by which a compressing middleware between guard and client says that it added a content coding, or might
 * have. They depend on what the client takes (RFC 9110, 12.5.3) and not on the operation.
 */
function negotiatedHeaders(headers: readonly HeaderPair[]): ReadonlySet<string> {
  const vary = new Set(valuesOf(headers, "vary").map((name) => name.toLowerCase()));
  if (!vary.has("accept-encoding")) return new Set();
  return new Set(vary.size === 1 ? ["content-encoding", "vary"] : ["content-encoding"]);
}

function malformedCoding({ operation, status, headers }: ObservedResponse): Difference {
  return {
    kind: "malformed-body",
    operationId: operation.id,
    status,
    responsePointer: "/body",
    documentPointer: operation.pointer,
    location: operation.location,
    expected: `a body in the content coding ${valuesOf(headers, "content-encoding").join(", ")}`,
    actual: "other bytes",
    suggestion: undefined,
  };
}

/** The body without its content codings, the last one first; `undefined` where it is not known. */
function decodeContent({ headers, body }: ObservedResponse): Buffer | "malformed" | undefined {
  if (body === undefined || body.length === 0) return body;
  let decoded = body;
  for (const coding of valuesOf(headers, "content-encoding").toReversed()) {
    const decode = DECODERS[coding.toLowerCase()];
    if (decode === undefined) return coding === "identity" ? decoded : undefined;
    try {
      decoded = decode(decoded, { maxOutputLength: DECODED_LIMIT_BYTES });
    } catch (error) {
      return error instanceof RangeError ? undefined : "malformed";
    }
  }
  return decoded;
}
