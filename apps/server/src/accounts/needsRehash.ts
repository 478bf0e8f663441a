import type { Argon2Parameters } from "./Argon2Parameters.ts";
import type { PasswordHash } from "./PasswordHash.ts";

/** Whether a hash is weaker than the parameters of today (AUT-01). A stronger one is kept. */
export function needsRehash({ parameters }: PasswordHash, today: Argon2Parameters): boolean {
  return parameters.memoryKibibytes < today.memoryKibibytes || parameters.passes < today.passes;
}
