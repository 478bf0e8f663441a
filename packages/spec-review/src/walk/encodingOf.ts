import { isJsonObject, type JsonObject, type JsonValue, pointerSegments } from "@gatehouse/contract";
import { type DocumentNode, documentNodes } from "../document/DocumentNode.ts";
import type { MediaTypeView } from "../document/OperationView.ts";

/** How one part of a form is written, defaults spelled out. */
interface PartEncoding {
  /** Media types and ranges that the part may have; empty where nothing is known of it. */
  readonly contentTypes: readonly string[];
  /** Style, `explode`, `allowReserved` and headers. */
  readonly rest: JsonObject;
}

/** How a part of a form is written (OpenAPI 3.1, 4.8.15): by the document, or by default. */
export function encodingOf(root: JsonObject, media: MediaTypeView, name: string): PartEncoding {
  const given = isJsonObject(media.value.encoding) ? media.value.encoding[name] : undefined;
  const encoding = isJsonObject(given) ? given : {};
  const {
    contentType,
    style = "form",
    explode = style === "form",
    allowReserved = false,
    headers = {},
  } = encoding;
  const usual = usualContentType(root, partSchema(root, media, name));
  const types =
    typeof contentType === "string" ? contentType.split(",").map((type) => type.trim().toLowerCase()) : [];
  return {
    contentTypes: types.length > 0 || usual === undefined ? types : [usual],
    rest: { style, explode, allowReserved, headers },
  };
}

function partSchema(root: JsonObject, { schema }: MediaTypeView, name: string): DocumentNode | undefined {
  const tokens = schema === undefined ? [] : pointerSegments(schema);
  return documentNodes.child(root, documentNodes.root(root), ...tokens, "properties", name);
}

function usualContentType(root: JsonObject, part: DocumentNode | undefined): string | undefined {
  if (!part) return undefined;
  const { type, format, contentEncoding, contentMediaType } = part.value;
  if (type === "array") return usualContentType(root, documentNodes.child(root, part, "items"));
  if (type === "object") return "application/json";
  if (type === "string" && isBinary(format, contentEncoding))
    return text(contentMediaType) ?? "application/octet-stream";
  return typeof type === "string" ? "text/plain" : undefined;
}

function isBinary(format: JsonValue | undefined, contentEncoding: JsonValue | undefined): boolean {
  return format === "binary" || format === "byte" || contentEncoding !== undefined;
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
