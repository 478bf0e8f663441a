import type { ContentType } from "./ContentType.ts";

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();
const MEDIA_TYPE = /^[!#$%&'*+.^_`|~0-9a-z-]+\/[!#$%&'*+.^_`|~0-9a-z-]+$/;
const PARAMETER = /;\s*([^=;\s]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;"\s]*))/g;

/** Reads a `Content-Type` header; `undefined` where there is none or it is no media type. */
export function parseContentType(header: string | undefined): ContentType | undefined {
  if (header === undefined) return undefined;
  const semicolon = header.indexOf(";");
  const mediaType = (semicolon < 0 ? header : header.slice(0, semicolon)).trim().toLowerCase();
  if (!MEDIA_TYPE.test(mediaType)) return undefined;
  if (semicolon < 0) return { mediaType, parameters: NO_PARAMETERS };
  const parameters = new Map<string, string>();
  for (const [, name = "", quoted, bare = ""] of header.slice(semicolon).matchAll(PARAMETER)) {
    const value = quoted === undefined ? bare : quoted.replace(/\\(.)/g, "$1");
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value);
  }
  return { mediaType, parameters };
}
