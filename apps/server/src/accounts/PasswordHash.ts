import type { Argon2Parameters } from "./Argon2Parameters.ts";

/** An argon2id hash with everything needed to check a password against it. */
export interface PasswordHash {
  readonly parameters: Argon2Parameters;
  readonly salt: Buffer;
  readonly digest: Buffer;
}
