import {
  type Account,
  type AccountStore,
  type AuthenticationOutcome,
  type Authenticator,
  type Clock,
  type Credentials,
  type PasswordChange,
  type PasswordChangeOutcome,
  type RejectionReason,
  userKeyOf,
} from "@gatehouse/sessions";
import { withPassword } from "./changeAccount.ts";
import type { PasswordPolicy } from "./createPasswordPolicy.ts";
import { identityOf, LOCAL_AUTH_TYPE } from "./identityOf.ts";
import type { PasswordCheck, PasswordChecker } from "./passwordHash.ts";

/** Options of the local provider. */
interface LocalAuthenticatorOptions {
  readonly store: AccountStore;
  readonly checker: PasswordChecker;
  readonly policy: PasswordPolicy;
  readonly clock: Clock;
}

/**
 * Signs in with the accounts of the appliance. Every rejection costs the same, also for a name that does not exist and
 * for an account that is disabled or locked (AUT-04).
 */
export function createLocalAuthenticator(options: LocalAuthenticatorOptions): Authenticator {
  return {
    authType: LOCAL_AUTH_TYPE,
    authenticate: (credentials) => withFaults(() => authenticate(options, credentials)),
    changePassword: (change) => withFaults(() => changePassword(options, change)),
  };
}

/** An unavailable store must not count as a wrong password. */
async function withFaults<Outcome>(
  work: () => Promise<Outcome>,
): Promise<Outcome | { readonly kind: "unavailable"; readonly cause: unknown }> {
  try {
    return await work();
  } catch (cause) {
    return { kind: "unavailable", cause };
  }
}

async function authenticate(
  options: LocalAuthenticatorOptions,
  credentials: Credentials,
): Promise<AuthenticationOutcome> {
  const nowMs = options.clock.nowMs();
  const isExpired = ({ passwordExpiresAtMs }: Account) => (passwordExpiresAtMs ?? nowMs + 1) <= nowMs;
  const checked = await checkPassword(options, { ...credentials, isExpired });
  if (checked.kind !== "right") return checked;
  const account = await useUpFirstPassword(options.store, checked.account, nowMs);
  return account === undefined
    ? { kind: "refused", reason: "expired" }
    : { kind: "authenticated", identity: identityOf(account) };
}

/**
 * Lets a generated first password open a session this once (AUT-11): from now on it has expired. Of several sign-ins at
 * a time one succeeds.
 *
 * @returns the account as it is now; nothing when another sign-in was first
 */
async function useUpFirstPassword(
  store: AccountStore,
  account: Account,
  nowMs: number,
): Promise<Account | undefined> {
  if (account.passwordExpiresAtMs === undefined) return account;
  const { id, version } = account;
  const next = { ...account, passwordExpiresAtMs: nowMs, version: version + 1 };
  return (await store.change({ id, version, next })).changed ? next : undefined;
}

type CheckedPassword =
  | { readonly kind: "right"; readonly account: Account }
  | Exclude<AuthenticationOutcome, { readonly kind: "authenticated" }>;

interface CheckOptions extends Credentials {
  readonly isExpired: (account: Account) => boolean;
}

async function checkPassword(
  { store, checker }: LocalAuthenticatorOptions,
  { username, password, mustReject, familiar = false, isExpired }: CheckOptions,
): Promise<CheckedPassword> {
  const accounts = await store.list();
  const found = accounts.find((one) => one.username === username);
  const account = mustReject ? undefined : found;
  const isOpen = account !== undefined && !account.disabled && !isExpired(account);
  const result = await checker.check({ account, password, mayEnter: isOpen, accounts, familiar });
  if (result.kind === "busy") return result;
  if (mustReject) return { kind: "refused", reason: "locked" };
  if (account === undefined) return { kind: "refused", reason: "unknown-user" };
  if (!result.value.isRight || !isOpen) return { kind: "refused", reason: reasonOf(account, result.value) };
  await keepRenewedHash(store, account, result.value);
  return { kind: "right", account };
}

function reasonOf(account: Account, check: PasswordCheck): RejectionReason {
  if (!check.isRight) return "wrong-password";
  return account.disabled ? "disabled" : "expired";
}

/** A hash that could not be stored is computed again at the next sign-in, so this sign-in does not fail. */
async function keepRenewedHash(
  store: AccountStore,
  account: Account,
  { renewedHash: passwordHash }: PasswordCheck,
): Promise<void> {
  if (passwordHash === undefined) return;
  const { id, version } = account;
  await store.change({ id, version, next: { ...account, passwordHash } }).catch(() => undefined);
}

/**
 * Replaces the password and ends the sessions of the account in one step, unless the account was changed since the
 * current password was checked. The session that asks was opened with it: a first password that is used up is good for
 * its own change.
 */
async function changePassword(
  options: LocalAuthenticatorOptions,
  { user, currentPassword, newPassword, window, ...terms }: PasswordChange,
): Promise<PasswordChangeOutcome> {
  const { store, checker, policy, clock } = options;
  const { username } = user;
  const credentials = { username, password: currentPassword, ...terms };
  const checked = await checkPassword(options, { ...credentials, isExpired: () => false });
  if (checked.kind !== "right") return checked;
  const { account } = checked;
  if (account.id !== user.subject) return { kind: "refused", reason: "unknown-user" };
  // A one-time password that replaced itself would be a lasting one (AUT-11).
  const faults =
    newPassword === currentPassword
      ? ["The password is the current one; choose another."]
      : await policy.faultsOf({ username, password: newPassword });
  if (faults.length > 0) return { kind: "unacceptable", faults };
  const hashed = await checker.hash(newPassword);
  if (hashed.kind === "busy") return hashed;
  const next = withPassword({ passwordHash: hashed.value, nowMs: clock.nowMs() })(account);
  const endSessions = { userKey: userKeyOf(user), window };
  const result = await store.change({ id: account.id, version: account.version, next, endSessions });
  return result.changed
    ? { kind: "changed", identity: identityOf(next), ended: result.ended }
    : { kind: "refused", reason: "closed-meanwhile" };
}
