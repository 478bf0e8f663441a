import { decodeBody } from "../body/decodeBody.ts";
import { isSequence as isSequenceType, sequenceViolations } from "../body/readSequence.ts";
import type { JsonValue, MediaType } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { findMediaType, type ParsedMediaType, parseMediaType } from "../media/mediaTypes.ts";
import { sizeViolations } from "../schema/sizeViolations.ts";
import type { Difference } from "./Difference.ts";
import type { Exchange } from "./Exchange.ts";

/** Finds what is wrong with the presence, the media type and the content of a body. */
export function diffBody(exchange: Exchange): readonly Difference[] {
  const size = exchange.body?.length ?? 0;
  if (mustBeEmpty(exchange)) return size > 0 ? [unexpectedBody(exchange)] : [];
  const { content } = exchange.documented;
  if (content.size === 0) return size > 0 ? [unexpectedBody(exchange)] : [];
  const header = exchange.headers.get("content-type")?.[0];
  const actual = header === undefined ? undefined : parseMediaType(header);
  if (size === 0 && !mayBeEmpty(actual?.essence ?? "")) return [missingBody(exchange)];
  const mediaType = actual === undefined ? undefined : findMediaType(content, actual);
  if (actual === undefined || mediaType === undefined) return [undocumentedMediaType(exchange, header)];
  return diffContent(exchange, mediaType, actual);
}

/** A text of no length is one, and so is a sequence of no items. */
function mayBeEmpty(essence: string): boolean {
  return essence.startsWith("text/") || isSequenceType(essence);
}

/** HEAD, 1xx, 204 and 304 never have one (RFC 9110, 6.4.1); what a HEAD would have had cannot be seen. */
function mustBeEmpty({ isHead, status }: Exchange): boolean {
  return isHead || status < 200 || status === 204 || status === 304;
}

function unexpectedBody({ builder, documented, body = "", isHead }: Exchange): Difference {
  return builder.envelope("unexpected-body", {
    responsePointer: "/body",
    documentPointer: documented.pointer,
    expected: isHead ? "no body, as to any HEAD" : "no body",
    actual: typeof body === "string" ? body : `${body.length} bytes`,
  });
}

function missingBody({ builder, documented }: Exchange): Difference {
  return builder.envelope("missing-body", {
    responsePointer: "/body",
    documentPointer: childPointer(documented.pointer, "content"),
    expected: `a body of ${[...documented.content.keys()].join(" or ")}`,
    actual: undefined,
  });
}

function undocumentedMediaType({ builder, documented }: Exchange, header: string | undefined): Difference {
  return builder.envelope("undocumented-media-type", {
    responsePointer: "/headers/content-type",
    documentPointer: childPointer(documented.pointer, "content"),
    expected: [...documented.content.keys()].join(" or "),
    actual: header,
  });
}

function diffContent(
  exchange: Exchange,
  mediaType: MediaType,
  actual: ParsedMediaType,
): readonly Difference[] {
  const { builder, engine, body = "" } = exchange;
  const pointer = childPointer(mediaType.pointer, "schema");
  const charset = actual.parameters.get("charset");
  const decoded = decodeBody(engine.validators, mediaType, { body, essence: actual.essence, charset });
  if (decoded.kind === "malformed") return [malformedBody(exchange, mediaType, decoded.expected)];
  const explain = (schema: string, value: JsonValue) => engine.violationsOf(schema, value);
  const isSequence = decoded.kind === "sequence";
  if (!isSequence && mediaType.schema === undefined) return [];
  if (decoded.kind === "opaque") {
    const { value } = decoded;
    const violations = value instanceof Uint8Array ? sizeViolations(engine.validators, pointer, value) : [];
    return violations.map((violation) => builder.body(violation));
  }
  const [problem] = isSequence ? [] : (decoded.problems ?? []);
  if (problem !== undefined) {
    return [malformedBody(exchange, mediaType, `a form with "${problem.name}" ${problem.expected}`)];
  }
  try {
    const violations = isSequence
      ? sequenceViolations({ validators: engine.validators, mediaType, explain }, decoded)
      : explain(pointer, decoded.value);
    return violations.map((violation) => builder.body(violation));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // Thrown where the stack ends.
    return [malformedBody(exchange, mediaType, "a body that is not nested thousands of levels deep")];
  }
}

function malformedBody({ builder, body = "" }: Exchange, mediaType: MediaType, expected: string): Difference {
  return builder.envelope("malformed-body", {
    responsePointer: "/body",
    documentPointer: mediaType.pointer,
    expected,
    actual: typeof body === "string" ? body : Buffer.from(body).toString("latin1"),
  });
}
