import type { Account } from "./Account.ts";

/** A new password for an account; it does not expire. */
export function withPassword(password: { readonly passwordHash: string; readonly nowMs: number }) {
  return ({ passwordExpiresAtMs: _, ...account }: Account): Account => ({
    ...account,
    passwordHash: password.passwordHash,
    passwordChangedAtMs: password.nowMs,
    version: account.version + 1,
  });
}
