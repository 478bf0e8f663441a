import type { JsonValue, ResponseHeader } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { decodeHeaderText } from "../style/RawTexts.ts";
import { readStyled } from "../style/readStyled.ts";
import type { ResponseEngine } from "./ResponseEngine.ts";

/** What a header's text means under its schema. */
export interface HeaderReading {
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
  if (mediaType !== undefined) return readContent(engine, { pointer: mediaType.pointer, text });
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

function readContent(
  { validators }: ResponseEngine,
  { pointer, text }: { readonly pointer: string; readonly text: string },
): HeaderReading {
  const schemaPointer = childPointer(pointer, "schema");
  const hasSchema = validators.contract.resolve(schemaPointer).value !== undefined;
  try {
    const value = JSON.parse(text) as JsonValue;
    const fits = !hasSchema || validators.isValid(schemaPointer, value);
    return { fits, pointer: schemaPointer, value, expected: "" };
  } catch {
    return { fits: false, pointer: schemaPointer, value: text, expected: "JSON" };
  }
}
