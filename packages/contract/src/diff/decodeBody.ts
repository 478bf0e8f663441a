import type { JsonValue } from "../Contract.ts";
import { isJsonMediaType, type ParsedMediaType } from "./findMediaType.ts";

/** What a body means, or why it means nothing; no value where its media type is not one we look into. */
export interface DecodedBody {
  readonly value?: JsonValue;
  /** What was expected of a body that cannot be read. */
  readonly problem?: string;
}

/** Reads the bytes of a body by its media type. */
export function decodeBody(body: string | Uint8Array, mediaType: ParsedMediaType): DecodedBody {
  const isJson = isJsonMediaType(mediaType.essence);
  if (!isJson && !mediaType.essence.startsWith("text/")) return {};
  const text =
    typeof body === "string" ? body : decodeText(body, mediaType.parameters.get("charset") ?? "utf-8");
  if (text === undefined) return { problem: `text in ${mediaType.parameters.get("charset") ?? "utf-8"}` };
  if (!isJson) return { value: text };
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch (error) {
    return { problem: `well-formed JSON${placeOf(error)}` };
  }
}

/** Of the parser's message only the position: the rest quotes the body. */
function placeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  if (message.includes("end of JSON")) return " (this ends too early)";
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? "" : ` (it breaks at character ${Number(position) + 1})`;
}

function decodeText(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
