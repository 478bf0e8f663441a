import type { RandomBytes } from "@gatehouse/sessions";
import type { Argon2Parameters } from "./Argon2Parameters.ts";
import { computeDigest } from "./computeDigest.ts";
import { formatPasswordHash } from "./formatPasswordHash.ts";

const SALT_BYTES = 16;
const DIGEST_BYTES = 32;

/** Hashes a password with a fresh salt, as a PHC string. */
export async function hashPassword(
  password: string,
  { parameters, randomBytes }: { readonly parameters: Argon2Parameters; readonly randomBytes: RandomBytes },
): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const digest = await computeDigest({ password, parameters, salt, digestBytes: DIGEST_BYTES });
  return formatPasswordHash({ parameters, salt, digest });
}
