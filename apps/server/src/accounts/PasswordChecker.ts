import type { RandomBytes } from "@gatehouse/sessions";
import type { Account } from "./Account.ts";
import type { Argon2Parameters } from "./Argon2Parameters.ts";
import type { GateResult, HashingGate } from "./HashingGate.ts";

/** Checks and makes hashes, a limited number at a time. */
export interface PasswordChecker {
  /** Whether this is the password of the account. Without an account it costs the same and is never right. */
  check(account: Account | undefined, password: string): Promise<GateResult<PasswordCheck>>;
  /** A PHC string of the password with the parameters of today. */
  hash(password: string): Promise<GateResult<string>>;
}

/** The result of a check, with a stronger hash where the one on file is weaker than today's parameters. */
export interface PasswordCheck {
  readonly isRight: boolean;
  readonly renewedHash?: string;
}

/** What a checker works with. */
export interface PasswordCheckerOptions {
  readonly gate: HashingGate;
  readonly parameters: Argon2Parameters;
  readonly randomBytes: RandomBytes;
}
