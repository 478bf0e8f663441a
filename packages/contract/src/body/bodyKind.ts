import { isJsonMediaType } from "../media/mediaTypes.ts";

/** How the bytes of a body are read. */
export type BodyKind = "bytes" | "form" | "json" | "multipart" | "text";

/** Media types that are text by their registration and not by their name. */
const TEXT_TYPES = [
  "application/ecmascript",
  "application/graphql",
  "application/javascript",
  "application/jose",
  "application/json-seq",
  "application/jsonl",
  "application/jwt",
  "application/n-quads",
  "application/n-triples",
  "application/ndjson",
  "application/pem-certificate-chain",
  "application/sparql-query",
  "application/sparql-update",
  "application/sql",
  "application/toml",
  "application/trig",
  "application/typescript",
  "application/x-javascript",
  "application/x-ndjson",
  "application/x-pem-file",
  "application/x-sh",
  "application/x-yaml",
  "application/xml",
  "application/xml-dtd",
  "application/xml-external-parsed-entity",
  "application/yaml",
] as const;

type TextName =
  | (typeof TEXT_TYPES)[number]
  | `text/${string}`
  | `${string}+${"json-seq" | "jwt" | "xml" | "yaml"}`;

/** The media types whose bodies are text, and not JSON; `bodyKind` gives "text" for them. */
export type TextMediaType = TextName | `${TextName};${string}`;

const TEXT_NAMES: ReadonlySet<string> = new Set(TEXT_TYPES);

/** Structured syntax suffixes of text (RFC 6839, RFC 7303, RFC 8091, RFC 9512; `+jwt` of RFC 8417). */
const TEXT_SUFFIX = /\+(?:xml|yaml|jwt|json-seq)$/;

/**
 * How a body of a media type is read: as JSON, as a form, as text, or as bytes that mean nothing here.
 *
 * @param essence `type/subtype`, lower case
 */
export function bodyKind(essence: string): BodyKind {
  if (isJsonMediaType(essence)) return "json";
  if (essence === "application/x-www-form-urlencoded") return "form";
  if (essence === "multipart/form-data") return "multipart";
  if (essence.startsWith("text/") || TEXT_NAMES.has(essence) || TEXT_SUFFIX.test(essence)) return "text";
  return "bytes";
}
