import { timingSafeEqual } from "node:crypto";
import { computeDigest } from "./computeDigest.ts";
import type { PasswordHash } from "./PasswordHash.ts";

/** Whether this is the password of the hash. Compares in constant time. */
export async function verifyPassword(
  password: string,
  { parameters, salt, digest }: PasswordHash,
): Promise<boolean> {
  const computed = await computeDigest({ password, parameters, salt, digestBytes: digest.length });
  return timingSafeEqual(computed, digest);
}
