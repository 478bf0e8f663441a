import { hashPassword } from "./hashPassword.ts";
import { needsRehash } from "./needsRehash.ts";
import type { PasswordChecker, PasswordCheckerOptions } from "./PasswordChecker.ts";
import type { PasswordHash } from "./PasswordHash.ts";
import { parsePasswordHash } from "./parsePasswordHash.ts";
import { verifyPassword } from "./verifyPassword.ts";

/** A checker behind a gate. */
export function createPasswordChecker({
  gate,
  parameters,
  randomBytes,
}: PasswordCheckerOptions): PasswordChecker {
  /** No password leads to this hash; checking against it costs what a real check costs (AUT-04). */
  const decoy: PasswordHash = { parameters, salt: randomBytes(16), digest: randomBytes(32) };

  return {
    check: (account, password) =>
      gate.run(async () => {
        const hash = account === undefined ? decoy : (parsePasswordHash(account.passwordHash) ?? decoy);
        const isRight = await verifyPassword(password, hash);
        if (!isRight || !needsRehash(hash, parameters)) return { isRight };
        return { isRight, renewedHash: await hashPassword(password, { parameters, randomBytes }) };
      }),
    hash: (password) => gate.run(() => hashPassword(password, { parameters, randomBytes })),
  };
}
