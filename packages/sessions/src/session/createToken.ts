import { hash } from "node:crypto";

/** Cryptographically secure random bytes; `randomBytes` of `node:crypto` outside tests. */
export type RandomBytes = (size: number) => Buffer;

/** 256 bit (SES-01); 128 are asked for by ASVS 7.2.3. */
const TOKEN_BYTES = 32;

/** A new opaque token: 256 random bits in URL-safe base64, 43 characters. */
export function createToken(randomBytes: RandomBytes): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/**
 * The digest a store keeps in place of the token (SES-03). A token holds 256 random bits, so a plain SHA-256 is
 * enough; whatever text a caller sends is digested the same way, so that malformed tokens take the path of
 * unknown ones (SES-10).
 */
export function hashToken(token: string): string {
  return hash("sha256", token, "base64url");
}

/** A random UUID (RFC 9562, version 4) from its own random bytes: nothing of the token is in it. */
export function createSessionId(randomBytes: RandomBytes): string {
  const bytes = Buffer.from(randomBytes(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
