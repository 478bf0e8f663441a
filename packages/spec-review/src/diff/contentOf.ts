import type { Facets } from "./Facets.ts";
import { readSaying } from "./readSaying.ts";

/** What the bytes of a text are. */
export interface TextContent {
  readonly contentEncoding: string | undefined;
  readonly contentMediaType: string | undefined;
}

/** What a text holds, in the words of 3.1: 3.0 has the formats `byte` and `binary` for it. */
export function contentOf(facets: Facets): TextContent {
  const say = (keyword: string) => {
    const value = readSaying(facets, keyword)?.value;
    return typeof value === "string" ? value.toLowerCase() : undefined;
  };
  const format = say("format");
  return {
    contentEncoding: say("contentEncoding") ?? (format === "byte" ? "base64" : undefined),
    contentMediaType:
      say("contentMediaType") ?? (format === "binary" ? "application/octet-stream" : undefined),
  };
}
