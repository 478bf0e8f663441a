import type { ContentType } from "./ContentType.ts";
import { parseContentType } from "./parseContentType.ts";

/** Finds the key of a `content` map that a content type falls under. */
export type MediaTypeMatcher = (contentType: ContentType) => string | undefined;

interface DeclaredType {
  readonly key: string;
  readonly contentType: ContentType;
}

/** All parameters that the document gives must be met, `charset` in any case. */
function parametersMeet(declared: ContentType, sent: ContentType): boolean {
  for (const [name, wanted] of declared.parameters) {
    const value = sent.parameters.get(name);
    // A body without a charset is UTF-8, so it meets `charset=utf-8`.
    if (value === undefined && name === "charset" && wanted.toLowerCase() === "utf-8") continue;
    if (value === undefined) return false;
    if (name === "charset" ? value.toLowerCase() !== wanted.toLowerCase() : value !== wanted) return false;
  }
  return true;
}

/**
 * Makes the matcher of a `content` map. The most specific key wins: with parameters, then without,
 * then `type/*`, then the range of all types (OpenAPI 3.1, 4.8.14).
 */
export function createMediaTypeMatcher(keys: readonly string[]): MediaTypeMatcher {
  const declared: DeclaredType[] = keys.flatMap((key) => {
    const contentType = parseContentType(key);
    return contentType === undefined ? [] : [{ key, contentType }];
  });
  declared.sort((a, b) => b.contentType.parameters.size - a.contentType.parameters.size);
  return (sent) => {
    const [type = ""] = sent.mediaType.split("/", 1);
    for (const wanted of [sent.mediaType, `${type}/*`, "*/*"]) {
      const found = declared.find(
        ({ contentType }) => contentType.mediaType === wanted && parametersMeet(contentType, sent),
      );
      if (found !== undefined) return found.key;
    }
    return undefined;
  };
}
