/**
 * The headers that every answer carries, errors too (NET-02).
 *
 * `Strict-Transport-Security` goes out over plain HTTP as well: there it is ignored (RFC 6797, section 8.1), and the
 * proxy in front passes it on.
 */
export const securityHeaders = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "strict-transport-security": "max-age=31536000",
} as const;
