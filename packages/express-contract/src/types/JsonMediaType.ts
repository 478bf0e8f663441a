/** Media types whose bodies travel as JSON (RFC 8259, RFC 6839 section 3.1). */
export type JsonMediaType = `${string}/json` | `${string}+json` | `${string}/json;${string}`;
