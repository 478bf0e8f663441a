/**
 * The response headers that a document need not name: they belong to the connection, or the server program writes
 * them by itself, or the document says them elsewhere (`content-type` by its `content` map).
 *
 * Not in this list on purpose: `vary`, `content-encoding`, `etag`, `cache-control` and `set-cookie`. They change what
 * caches, clients and browsers do, so they are promises and belong in the contract.
 */
export const TRANSPORT_HEADERS: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "content-type",
  "date",
  "keep-alive",
  "trailer",
  "transfer-encoding",
]);
