import type {
  AuthenticatedIdentity,
  AuthenticationOutcome,
  Authenticator,
  Clock,
  Credentials,
  PasswordChange,
  PasswordChangeOutcome,
  RefusalReason,
} from "@gatehouse/sessions";
import type { Account } from "./Account.ts";
import type { AccountsFile } from "./AccountsFile.ts";
import { identityOf, LOCAL_AUTH_TYPE } from "./identityOf.ts";
import type { PasswordCheck, PasswordChecker } from "./PasswordChecker.ts";
import type { PasswordPolicy } from "./PasswordPolicy.ts";
import { replaceAccount } from "./replaceAccount.ts";
import { useUpFirstPassword } from "./useUpFirstPassword.ts";
import { withPassword } from "./withPassword.ts";

/** What the local provider works with. */
export interface LocalAuthenticatorOptions {
  readonly file: AccountsFile;
  readonly checker: PasswordChecker;
  readonly policy: PasswordPolicy;
  readonly clock: Clock;
}

/**
 * Signs in with the accounts of the appliance. Every refusal costs one hash, also for a name that does not exist and
 * for an account that is disabled or locked (AUT-04).
 */
export function createLocalAuthenticator(options: LocalAuthenticatorOptions): Authenticator {
  return {
    authType: LOCAL_AUTH_TYPE,
    authenticate: (credentials) => honestly(() => authenticate(options, credentials)),
    isStillValid: async ({ user, credentialVersion }) => {
      const account = options.file.read().find((one) => one.id === user.subject);
      return account !== undefined && !account.disabled && String(account.version) === credentialVersion;
    },
    changePassword: (change) => honestly(() => changePassword(options, change)),
  };
}

/** A file that cannot be read or written is not a wrong password. */
async function honestly<Outcome>(
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
  const { file, clock } = options;
  const checked = await checkPassword(options, credentials);
  if (checked.kind !== "right") return checked;
  const { account } = checked;
  if (account.passwordExpiresAtMs !== undefined) {
    const nowMs = clock.nowMs();
    const isOpen = account.passwordExpiresAtMs > nowMs && (await useUpFirstPassword(file, account, nowMs));
    if (!isOpen) return { kind: "refused", reason: "expired" };
  }
  return { kind: "authenticated", identity: identityOf(account) };
}

type CheckedPassword =
  | { readonly kind: "right"; readonly account: Account }
  | Exclude<AuthenticationOutcome, { readonly kind: "authenticated" }>;

/** Whether it is the account's password, be it used up or not. */
async function checkPassword(
  { file, checker }: LocalAuthenticatorOptions,
  { username, password, mustRefuse }: Credentials,
): Promise<CheckedPassword> {
  const account = file.read().find((one) => one.username === username);
  const result = await checker.check(mustRefuse ? undefined : account, password);
  if (result.kind === "busy") return result;
  const reason = mustRefuse ? "locked" : refusalOf(account, result.value);
  if (reason !== undefined || account === undefined)
    return { kind: "refused", reason: reason ?? "unknown-user" };
  await keepRenewedHash(file, account, result.value);
  return { kind: "right", account };
}

function refusalOf(account: Account | undefined, check: PasswordCheck): RefusalReason | undefined {
  if (account === undefined) return "unknown-user";
  if (!check.isRight) return "wrong-password";
  return account.disabled ? "disabled" : undefined;
}

/** A hash that could not be kept is made again at the next sign-in, so this one does not fail for it. */
async function keepRenewedHash(
  file: AccountsFile,
  account: Account,
  { renewedHash }: PasswordCheck,
): Promise<void> {
  if (renewedHash === undefined) return;
  const renew = (current: Account) =>
    current.version === account.version ? { ...current, passwordHash: renewedHash } : current;
  await file.update((accounts) => replaceAccount(accounts, account.id, renew)).catch(() => undefined);
}

/** The session that asks was opened with it: a first password that is used up is good for its own change. */
async function changePassword(
  options: LocalAuthenticatorOptions,
  { user, currentPassword, newPassword, mustRefuse }: PasswordChange,
): Promise<PasswordChangeOutcome> {
  const { checker, policy } = options;
  const { username } = user;
  const checked = await checkPassword(options, { username, password: currentPassword, mustRefuse });
  if (checked.kind !== "right") return checked;
  const identity = identityOf(checked.account);
  if (identity.user.subject !== user.subject) return { kind: "refused", reason: "unknown-user" };
  const faults = await policy.faultsOf({ username, password: newPassword });
  if (faults.length > 0) return { kind: "unacceptable", faults };
  const hashed = await checker.hash(newPassword);
  if (hashed.kind === "busy") return hashed;
  return replacePassword(options, { identity, passwordHash: hashed.value });
}

/** Replaces the hash unless the account was changed since the password was checked. */
async function replacePassword(
  { file, clock }: LocalAuthenticatorOptions,
  { identity, passwordHash }: { readonly identity: AuthenticatedIdentity; readonly passwordHash: string },
): Promise<PasswordChangeOutcome> {
  const { user, credentialVersion } = identity;
  const replace = withPassword({ passwordHash, nowMs: clock.nowMs() });
  let changed: Account | undefined;
  const change = (account: Account) => {
    if (String(account.version) !== credentialVersion) return account;
    changed = replace(account);
    return changed;
  };
  await file.update((accounts) => replaceAccount(accounts, user.subject, change));
  return changed === undefined
    ? { kind: "refused", reason: "closed-meanwhile" }
    : { kind: "authenticated", identity: identityOf(changed) };
}
