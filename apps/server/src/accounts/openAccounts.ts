import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Authenticator, Clock } from "@gatehouse/sessions";
import type { Accounts } from "./Accounts.ts";
import { type Argon2Parameters, defaultArgon2Parameters } from "./Argon2Parameters.ts";
import { createAccounts } from "./createAccounts.ts";
import { createAccountsFile } from "./createAccountsFile.ts";
import { createHashingGate } from "./createHashingGate.ts";
import { createLocalAuthenticator } from "./createLocalAuthenticator.ts";
import { createPasswordChecker } from "./createPasswordChecker.ts";
import { createPasswordPolicy } from "./createPasswordPolicy.ts";
import { ensureAdministrator, type FirstAccount } from "./ensureAdministrator.ts";
import type { HashingGate } from "./HashingGate.ts";
import { hashingConcurrencyOf } from "./hashingConcurrencyOf.ts";

/** The name of the accounts file in the data directory. */
export const ACCOUNTS_FILE_NAME = "accounts.json";

/** Where the accounts lie and what a hash costs. */
export interface OpenAccountsOptions {
  /** Must exist. */
  readonly dataDirectory: string;
  /** The password of `admin` at the first start; absent means a random one. */
  readonly adminPassword?: string | undefined;
  readonly clock: Clock;
  /** @default 19 MiB, 2 passes, 1 lane */
  readonly hashing?: Argon2Parameters;
  /** @default all cores but one, less than the thread pool has */
  readonly hashingConcurrency?: number;
}

/** The local accounts, ready to sign in with. */
export interface LocalAccounts {
  readonly authenticator: Authenticator;
  readonly accounts: Accounts;
  /** For metrics: how many password checks run and wait. */
  readonly gate: HashingGate;
  /** What the first start did; `kept` on every other. */
  readonly firstAccount: FirstAccount;
  /** The password that was made for `admin` just now; print it once. */
  readonly newAdminPassword: string | undefined;
}

/**
 * Opens the accounts of a data directory, and makes `admin` at the first start.
 *
 * @throws {AccountsFileError} when the accounts file cannot be read, trusted or written.
 * @throws {InvalidAccountError} when the password given for `admin` is empty or too long.
 */
export async function openAccounts(options: OpenAccountsOptions): Promise<LocalAccounts> {
  const { dataDirectory, adminPassword, clock, hashing: parameters = defaultArgon2Parameters } = options;
  const concurrency = options.hashingConcurrency ?? hashingConcurrencyOf({ cores: availableParallelism() });
  const file = createAccountsFile(join(dataDirectory, ACCOUNTS_FILE_NAME));
  const policy = createPasswordPolicy();
  const gate = createHashingGate({ concurrency, monotonicMs: () => performance.now() });
  const checker = createPasswordChecker({ gate, parameters, randomBytes });
  const parts = { file, checker, policy, clock };
  const firstAccount = await ensureAdministrator({ ...parts, randomBytes, password: adminPassword });
  return {
    authenticator: createLocalAuthenticator(parts),
    accounts: createAccounts(parts),
    gate,
    firstAccount,
    newAdminPassword: firstAccount.kind === "generated" ? firstAccount.password : undefined,
  };
}
