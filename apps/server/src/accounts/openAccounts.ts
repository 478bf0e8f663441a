import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import type { AccountStore, Authenticator, Clock, SessionLimits } from "@gatehouse/sessions";
import { type Accounts, createAccounts } from "./createAccounts.ts";
import { createHashingGate, type HashingGate, hashingConcurrencyOf } from "./createHashingGate.ts";
import { createLocalAuthenticator } from "./createLocalAuthenticator.ts";
import { createPasswordPolicy } from "./createPasswordPolicy.ts";
import { ensureAdministrator, type FirstAccount } from "./ensureAdministrator.ts";
import { type Argon2Parameters, createPasswordChecker, defaultArgon2Parameters } from "./passwordHash.ts";

/** Where the accounts are and what a hash costs. */
export interface OpenAccountsOptions {
  readonly store: AccountStore;
  readonly clock: Clock;
  /** Say which sessions are live, so that those that end with a change can be counted. */
  readonly limits: SessionLimits;
  /** See `AccountsOptions`. @default true */
  readonly serves?: boolean;
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
  /** Makes `admin` where the store never kept an account; see `ensureAdministrator`. */
  ensureAdministrator(password: string | undefined): Promise<FirstAccount>;
}

/** Opens the accounts of a store. */
export function openAccounts(options: OpenAccountsOptions): LocalAccounts {
  const { store, clock, limits, serves, hashing: parameters = defaultArgon2Parameters } = options;
  const concurrency = options.hashingConcurrency ?? hashingConcurrencyOf({ cores: availableParallelism() });
  const policy = createPasswordPolicy();
  const gate = createHashingGate({ concurrency, monotonicMs: () => performance.now() });
  const checker = createPasswordChecker({ gate, parameters, randomBytes });
  const parts = { store, checker, policy, clock, limits, serves };
  return {
    authenticator: createLocalAuthenticator(parts),
    accounts: createAccounts(parts),
    gate,
    ensureAdministrator: (password) => ensureAdministrator({ ...parts, randomBytes, password }),
  };
}
