import { elementsOf, entriesOf, isJsonObject, isList, type JsonValue } from "@gatehouse/contract";
import type { BodyPart } from "./Part.ts";
import { encodeStrictly, scalarText } from "./writeParameter.ts";

/** A body with the media type to send it under. */
export interface EncodedBody {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

const BOUNDARY = "gatehouse-7d1f0c64b2a94e35";
const encoder = new TextEncoder();

/** Writes a value as a body of a media type. */
export function encodeBody(part: BodyPart, value: JsonValue): EncodedBody {
  const { contentType } = part;
  switch (part.encoding) {
    case "json":
      return { contentType, bytes: encoder.encode(JSON.stringify(value)) };
    case "urlencoded":
      return { contentType, bytes: encoder.encode(urlencoded(value)) };
    case "multipart":
      return {
        contentType: `${contentType}; boundary=${BOUNDARY}`,
        bytes: encoder.encode(multipart(part, value)),
      };
    case "text":
    case "bytes":
      return { contentType, bytes: encoder.encode(scalarText(value)) };
  }
}

function urlencoded(value: JsonValue): string {
  return fields(value)
    .map(([name, text]) => `${encodeStrictly(name)}=${encodeStrictly(text)}`)
    .join("&");
}

function fields(value: JsonValue): readonly (readonly [name: string, text: string])[] {
  return entriesOf(value).flatMap(([name, child]) => {
    const items = isList(child) ? elementsOf(child) : [child];
    return items.map((item) => [name, scalarText(item)] as const);
  });
}

/** Binary properties go as files, everything else as plain fields (OpenAPI 3.1, 4.8.14.4). */
function multipart(part: BodyPart, value: JsonValue): string {
  const binary = binaryProperties(part);
  const parts = fields(value).map(([name, text]) => {
    const quoted = name.replaceAll('"', "%22");
    const file = binary.has(name)
      ? `; filename="${quoted}.bin"\r\nContent-Type: application/octet-stream`
      : "";
    return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${quoted}"${file}\r\n\r\n${text}\r\n`;
  });
  return `${parts.join("")}--${BOUNDARY}--\r\n`;
}

function binaryProperties({ pieces }: BodyPart): ReadonlySet<string> {
  const names = pieces.flatMap(({ schema }) => {
    const properties = isJsonObject(schema) ? entriesOf(schema.properties) : [];
    return properties.filter(([, property]) => isBinary(property)).map(([name]) => name);
  });
  return new Set(names);
}

function isBinary(property: JsonValue): boolean {
  if (!isJsonObject(property)) return false;
  const inner = isJsonObject(property.items) ? property.items : property;
  return inner.format === "binary" || inner.contentMediaType === "application/octet-stream";
}
