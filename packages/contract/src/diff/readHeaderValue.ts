import { decodeBody } from "../body/decodeBody.ts";
import type { JsonValue, MediaType, ResponseHeader } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { parseMediaType } from "../media/mediaTypes.ts";
import { decodeHeaderText } from "../style/RawTexts.ts";
import { readStyled } from "../style/readStyled.ts";
import type { ResponseEngine } from "./ResponseEngine.ts";

/** What a header's text means under its schema. */
interface HeaderReading {
  readonly fits: boolean;
  /** The schema that the value was validated against. */
  readonly pointer: string;
  readonly value: JsonValue;
  /** What was expected, for texts that cannot be read at all. */
  readonly expected: string;
}

/** Reads a header's text the way its schema asks for (style `simple`, or by media type). */
export function readHeaderValue(engine: ResponseEngine, header: ResponseHeader, text: string): HeaderReading {
  const { validators } = engine;
  const [mediaType] = header.content?.values() ?? [];
  if (mediaType !== undefined) return readContent(engine, mediaType, text);
  const pointer = childPointer(header.pointer, "schema");
  if (header.schema === undefined) return { fits: true, pointer, value: text, expected: "" };
  const reading = readStyled(validators, pointer, {
    name: header.name,
    style: "simple",
    explode: header.explode,
    texts: new Map([[header.name, [text]]]),
    decode: decodeHeaderText,
  });
  if (reading === undefined || "expected" in reading) {
    return { fits: false, pointer, value: text, expected: reading?.expected ?? "" };
  }
  return { fits: reading.fits, pointer, value: reading.value, expected: "" };
}

function readContent({ validators }: ResponseEngine, mediaType: MediaType, text: string): HeaderReading {
  const pointer = childPointer(mediaType.pointer, "schema");
  const essence = parseMediaType(mediaType.mediaRange)?.essence ?? "";
  const decoded = decodeBody(validators, mediaType, { body: text, essence });
  if (decoded.kind === "malformed") return { fits: false, pointer, value: text, expected: decoded.expected };
  if (mediaType.schema === undefined || decoded.kind !== "value") {
    return { fits: true, pointer, value: text, expected: "" };
  }
  const { value } = decoded;
  return { fits: validators.isValid(pointer, value), pointer, value, expected: "" };
}
