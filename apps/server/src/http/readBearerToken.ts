/**
 * Reads the session token of an `Authorization` header: bare, or after the scheme `Bearer`.
 *
 * The scheme is compared without case (RFC 9110, section 11.1). Any other scheme is not ours and therefore part of a
 * token that no session has.
 */
export function readBearerToken(authorization: string): string {
  const match = /^bearer +(\S+)$/i.exec(authorization);
  return match?.[1] ?? authorization;
}
