import type { JsonValue, MediaType } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import type { SchemaValidators } from "../schema/SchemaValidators.ts";
import { parseJsonText } from "../style/parseJsonText.ts";
import { decodeFormText, splitFormPairs } from "../style/RawTexts.ts";
import { schemaFacts } from "../style/SchemaFacts.ts";
import { type TypedValue, typedValues } from "../style/typedValues.ts";
import { bodyKind } from "./bodyKind.ts";
import { type FormProblem, formReader } from "./formReader.ts";
import { isAboutList, isSequence, readSequence, type Sequence } from "./readSequence.ts";

/** The bytes or the text of a body, and its `Content-Type`. */
export interface EncodedBody {
  readonly body: string | Uint8Array;
  /** `type/subtype`, lower case. */
  readonly essence: string;
  /** The value of the parameter `charset`. */
  readonly charset?: string | undefined;
}

/** What a body means. */
export type DecodedBody =
  /** A value that the schema of the media type is about. */
  | (TypedValue & { readonly kind: "value"; readonly problems?: readonly FormProblem[] })
  /** Bytes or text that no schema is about: of images, of XML under a schema for objects. */
  | { readonly kind: "opaque"; readonly value: string | Uint8Array }
  /** Text with a sequence of items that schemas are about. */
  | (Sequence & { readonly kind: "sequence" })
  /** What was expected of a body that cannot be read, quoting nothing of it. */
  | { readonly kind: "malformed"; readonly expected: string };

const NO_TEXTS: ReadonlyMap<string, string> = new Map();

/**
 * Decodes a body by its media type, and by the schema that the document gives for it: JSON, forms in a URL's encoding,
 * and text, which becomes a number or a boolean where the schema takes one. `multipart/form-data` is taken apart where
 * it is received, part by part. A sequence of items stays text.
 *
 * JSON of requests must mean the same to every reader (`parseJsonText`); that of responses is what `JSON.parse` takes.
 */
export function decodeBody(
  validators: SchemaValidators,
  mediaType: MediaType,
  encoded: EncodedBody,
): DecodedBody {
  const kind = bodyKind(encoded.essence);
  const isText = kind !== "multipart" && (kind !== "bytes" || encoded.charset !== undefined);
  if (!isText) return { kind: "opaque", value: encoded.body };
  // JSON is UTF-8 in spite of any `charset`, and its senders add no byte order mark (RFC 8259, 8.1 and 11).
  const charset = kind === "json" ? undefined : encoded.charset;
  const keepsMark = kind === "form" || (kind === "json" && validators.direction === "response");
  const text = readText({ ...encoded, charset }, keepsMark);
  if (text === undefined) return { kind: "malformed", expected: `text in ${charset ?? "utf-8"}` };
  if (kind === "json") return readJson(text, validators.direction === "request");
  if (hasItems(validators, mediaType, encoded.essence)) {
    return readItems(text, encoded.essence, validators.direction === "request");
  }
  return kind === "form" ? readForm(validators, mediaType, text) : readScalar(validators, mediaType, text);
}

/** A byte order mark is part of a form (WHATWG URL, 5.1), and of no other text. */
function readText({ body, charset = "utf-8" }: EncodedBody, keepsMark: boolean): string | undefined {
  if (typeof body === "string") return body;
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: keepsMark }).decode(body);
  } catch {
    return undefined;
  }
}

function readJson(text: string, isStrict: boolean): DecodedBody {
  try {
    if (isStrict) return { kind: "value", ...parseJsonText(text) };
    return { kind: "value", value: JSON.parse(text) as JsonValue, inexact: NO_TEXTS };
  } catch (error) {
    return { kind: "malformed", expected: `well-formed JSON${reasonOf(error)}` };
  }
}

/** Of the message of `JSON.parse` only the position: the rest quotes the body. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const { message, cause } = error;
  const parsed = cause instanceof Error ? cause.message : message;
  if (parsed.includes("end of JSON")) return " (this ends too early)";
  const position = /at position (\d+)/.exec(parsed)?.[1];
  if (position !== undefined) return ` (it breaks at character ${Number(position) + 1})`;
  return /^(?:It|An) /.test(message) && cause === undefined
    ? ` (${message.charAt(0).toLowerCase()}${message.slice(1, -1)})`
    : "";
}

/** Sequences are lists for their schemas since OpenAPI 3.2 (4.14.2); before, a schema for texts is about the whole. */
function hasItems(validators: SchemaValidators, mediaType: MediaType, essence: string): boolean {
  if (!isSequence(essence) || !/^3\.[2-9]/.test(validators.contract.openapi)) return false;
  return mediaType.itemSchema !== undefined || isAboutList(validators, mediaType);
}

function readItems(text: string, essence: string, isStrict: boolean): DecodedBody {
  const parse = (item: string) => (isStrict ? parseJsonText(item).value : (JSON.parse(item) as JsonValue));
  try {
    const items = readSequence(essence, text, parse);
    if (items !== undefined) return { kind: "sequence", value: text, items };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { kind: "malformed", expected: `a sequence of well-formed JSON texts, as ${essence} has them` };
}

function readForm(validators: SchemaValidators, mediaType: MediaType, text: string): DecodedBody {
  const { texts, isMalformed } = splitFormPairs(text);
  if (isMalformed)
    return { kind: "malformed", expected: "a form with well-formed percent-encoding of UTF-8" };
  const parts = [...texts].flatMap(([name, own]) =>
    own.map((one) => ({ kind: "text" as const, name, text: one })),
  );
  return { kind: "value", ...formReader(validators, mediaType).read(parts, decodeFormText) };
}

/** A schema for objects or lists does not describe their text in XML or YAML. */
function readScalar(validators: SchemaValidators, mediaType: MediaType, text: string): DecodedBody {
  if (mediaType.schema === undefined) return { kind: "value", value: text, inexact: NO_TEXTS };
  const pointer = childPointer(mediaType.pointer, "schema");
  const schemas = [validators.reader.at(pointer)];
  if (!schemaFacts(validators, schemas).kinds.has("primitive")) return { kind: "opaque", value: text };
  let first: TypedValue | undefined;
  for (const typed of typedValues(validators, schemas, text)) {
    if (validators.isValid(pointer, typed.value)) return { kind: "value", ...typed };
    first ??= typed;
  }
  return { kind: "value", ...(first ?? { value: text, inexact: NO_TEXTS }) };
}
