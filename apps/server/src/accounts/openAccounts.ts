import { randomBytes, randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import {
  type Account,
  type AccountStore,
  type Authenticator,
  type Clock,
  type RandomBytes,
  type SessionLimits,
  SYSTEM_ADMINISTRATOR,
} from "@gatehouse/sessions";
import { BusyHashingError, InvalidAccountError } from "./accountErrors.ts";
import { type Accounts, createAccounts } from "./createAccounts.ts";
import { createLocalAuthenticator } from "./createLocalAuthenticator.ts";
import { createPasswordPolicy, type PasswordPolicy } from "./createPasswordPolicy.ts";
import { createOneTimePassword } from "./oneTimePassword.ts";
import {
  type Argon2Parameters,
  createHashingGate,
  createPasswordChecker,
  defaultArgon2Parameters,
  type HashingGate,
  hashingConcurrencyOf,
  type PasswordChecker,
} from "./passwordHash.ts";

/** The name of the first account. */
export const FIRST_USERNAME = "admin";

/** The role of those who look after the appliance itself. */
const APPLIANCE_ADMINISTRATOR = "Appliance Administrator";

const MAX_PASSWORD_BYTES = 1024;

/** Options of the first start. */
interface EnsureAdministratorOptions {
  readonly store: AccountStore;
  readonly checker: PasswordChecker;
  readonly policy: PasswordPolicy;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** Chosen by the operator; without one a random password is made. */
  readonly password?: string | undefined;
}

/**
 * - `kept`: the store keeps or kept accounts, nothing was changed.
 * - `chosen`: `admin` was made with the password given; `weaknesses` describes its weaknesses.
 * - `generated`: `admin` was made with a random password. Print it once; it is kept nowhere (AUT-11).
 */
export type FirstAccount =
  | { readonly kind: "kept" }
  | { readonly kind: "chosen"; readonly username: string; readonly weaknesses: readonly string[] }
  | {
      readonly kind: "generated";
      readonly username: string;
      readonly password: string;
      readonly expiresAtMs: number;
    };

/** The store of the accounts, and the cost of a hash. */
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
  const parts = { store, checker, policy, clock, limits, serves, randomBytes };
  return {
    authenticator: createLocalAuthenticator(parts),
    accounts: createAccounts(parts),
    gate,
    ensureAdministrator: (password) => ensureAdministrator({ ...parts, password }),
  };
}

/**
 * Makes `admin` at the first start. There is no default password (AUT-11).
 *
 * @throws {StoreUnavailableError} when the store is unavailable.
 * @throws {InvalidAccountError} when the password given is empty or longer than 1,024 bytes.
 */
async function ensureAdministrator(options: EnsureAdministratorOptions): Promise<FirstAccount> {
  const { store, policy, clock, password: chosen } = options;
  if (await store.wereKept()) return { kind: "kept" };
  const username = FIRST_USERNAME;
  if (chosen !== undefined) {
    checkLength(chosen);
    await addAdministrator(options, { password: chosen });
    return { kind: "chosen", username, weaknesses: await policy.faultsOf({ username, password: chosen }) };
  }
  const oneTime = createOneTimePassword(options.randomBytes, clock.nowMs());
  await addAdministrator(options, oneTime);
  return {
    kind: "generated",
    username,
    password: oneTime.password,
    expiresAtMs: oneTime.passwordExpiresAtMs,
  };
}

function checkLength(password: string): void {
  const bytes = Buffer.byteLength(password);
  if (bytes === 0)
    throw new InvalidAccountError(["The first password is empty; leave it out to have one made."]);
  if (bytes > MAX_PASSWORD_BYTES) {
    throw new InvalidAccountError([
      `The first password has ${bytes} bytes; use at most ${MAX_PASSWORD_BYTES}.`,
    ]);
  }
}

async function addAdministrator(
  { store, checker, clock }: EnsureAdministratorOptions,
  { password, ...expiry }: { readonly password: string } & Pick<Account, "passwordExpiresAtMs">,
): Promise<void> {
  const hashed = await checker.hash(password);
  if (hashed.kind === "busy") throw new BusyHashingError(hashed.retryAfterSeconds);
  const nowMs = clock.nowMs();
  const account: Account = {
    id: randomUUID(),
    username: FIRST_USERNAME,
    passwordHash: hashed.value,
    roles: [SYSTEM_ADMINISTRATOR, APPLIANCE_ADMINISTRATOR],
    disabled: false,
    createdAtMs: nowMs,
    passwordChangedAtMs: nowMs,
    ...expiry,
    version: 1,
  };
  await store.add([account]);
}
