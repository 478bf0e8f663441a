/** Whether bodies of this media type are JSON (RFC 8259; suffix `+json` of RFC 6839, 3.1). */
export function isJsonMediaType(mediaType: string): boolean {
  return mediaType.endsWith("/json") || mediaType.endsWith("+json");
}
