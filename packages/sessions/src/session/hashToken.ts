import { hash } from "node:crypto";

/**
 * The digest a store keeps in place of the token (SES-03). A token holds 256 random bits, so a plain SHA-256 is
 * enough; whatever text a caller sends is digested the same way, so that malformed tokens take the path of
 * unknown ones (SES-10).
 */
export function hashToken(token: string): string {
  return hash("sha256", token, "base64url");
}
