import { InvalidPageError, type Session, type TokenCommand } from "@gatehouse/sessions";
import { InvalidAccountError } from "../accounts/accountErrors.ts";
import type { AccountSummary, ChangedAccount } from "../accounts/changeAccount.ts";
import type { Accounts, AddedAccount, NewAccount } from "../accounts/createAccounts.ts";
import { findMeantRole, LOCAL_AUTH_TYPE } from "../accounts/identityOf.ts";
import type { LocalAttemptLimiter } from "../accounts/limiter/createAttemptLimiter.ts";
import type { AuditOrigin, AuditTrail } from "../audit/AuditEvent.ts";
import { auditAccounts } from "../audit/auditAccounts.ts";
import { subjectOf } from "../audit/auditEvents.ts";
import type { RequestSessions } from "../audit/auditSessions.ts";

/** Which accounts, and which page of them. Every filter given must hold. */
interface ListAccountsCommand extends TokenCommand {
  /** @default 100 */
  readonly limit?: number | undefined;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  /** A part of the name, in any case. */
  readonly username?: string | undefined;
  readonly role?: string | undefined;
  readonly enabled?: boolean | undefined;
}

/** An account, and whether failed sign-ins have locked it. */
export interface SeenAccount extends AccountSummary {
  /** Until when the last lock lasts, in Unix milliseconds; absent where there is none. */
  readonly lockedUntilMs?: number;
}

/** One page of accounts by name. */
interface AccountPage {
  readonly actor: Session;
  readonly accounts: readonly SeenAccount[];
  /** Leads to the next page; absent on the last. */
  readonly nextCursor?: string;
}

/** An account by its id. */
interface AccountIdCommand extends TokenCommand {
  readonly id: string;
}

const DEFAULT_PAGE_ACCOUNTS = 100;

type ByActor<T> = Omit<T, "account"> & { readonly account: SeenAccount; readonly actor: Session };

/**
 * The local accounts for one request of an administrator. All but the list need a recent sign-in (SES-19), and none
 * leaves the appliance without a local administrator. Every command throws what `readAdministrator` and `Accounts` throw.
 */
export interface RequestAccounts {
  /** @throws {InvalidPageError} when the cursor is not one that was given out. */
  list(command: ListAccountsCommand): Promise<AccountPage>;
  add(command: TokenCommand & NewAccount): Promise<ByActor<AddedAccount>>;
  setDisabled(command: AccountIdCommand & { readonly disabled: boolean }): Promise<ByActor<ChangedAccount>>;
  setRoles(
    command: AccountIdCommand & { readonly roles: readonly string[] },
  ): Promise<ByActor<ChangedAccount>>;
  resetPassword(command: AccountIdCommand): Promise<ByActor<ChangedAccount & { oneTimePassword: string }>>;
  remove(command: AccountIdCommand): Promise<ByActor<ChangedAccount>>;
  /** Lifts every lock of failed sign-ins. */
  unlock(command: AccountIdCommand): Promise<ByActor<{ readonly account: AccountSummary }>>;
}

/** The parts that the accounts of a request use. */
interface RequestAccountsOptions {
  readonly accounts: Accounts;
  readonly limiter: Pick<LocalAttemptLimiter, "unlock" | "findLocks">;
  readonly audit: Pick<AuditTrail, "record">;
  readonly sessions: Pick<RequestSessions, "readAdministrator">;
  readonly origin: AuditOrigin;
}

/** Binds the local accounts to one request. */
export function requestAccounts(options: RequestAccountsOptions): RequestAccounts {
  const { limiter, audit, sessions, origin } = options;
  const as = async <T extends { readonly account: AccountSummary }>(
    { token }: TokenCommand,
    work: (accounts: Accounts, from: AuditOrigin) => Promise<T>,
  ): Promise<ByActor<T>> => {
    const actor = await sessions.readAdministrator({ token });
    const who = subjectOf(actor.user);
    const from = { ...origin, who, sessionId: actor.id };
    const done = await work(auditAccounts(options.accounts, { audit, who, origin: from }), from);
    // The change is made: the caller must get its result even if the locks cannot be read.
    const [account = done.account] = await withLocks([done.account], limiter).catch(() => []);
    return { ...done, account, actor };
  };
  return {
    list: (command) => listAccounts(options, command),
    add: ({ token, ...account }) =>
      as({ token }, async (accounts) => {
        assertMeantRoles(account.roles);
        return accounts.add(account);
      }),
    setDisabled: ({ token, ...change }) =>
      as({ token }, (accounts) => accounts.setDisabled({ ...change, keepAdministrator: true })),
    setRoles: ({ token, ...change }) =>
      as({ token }, async (accounts) => {
        assertMeantRoles(change.roles);
        return accounts.setRoles({ ...change, keepAdministrator: true });
      }),
    resetPassword: ({ token, id }) => as({ token }, (accounts) => accounts.resetPassword({ id })),
    remove: ({ token, id }) => as({ token }, (accounts) => accounts.remove({ id, keepAdministrator: true })),
    unlock: ({ token, id }) =>
      as({ token }, async (accounts, from) => {
        const account = await accounts.find({ id });
        const { username } = account;
        await limiter.unlock({ authType: LOCAL_AUTH_TYPE, username });
        const target = { provider: LOCAL_AUTH_TYPE, username };
        audit.record({ ...from, event: "authn_login_unlock", target });
        return { account };
      }),
  };
}

/** Another spelling of a built-in role is a role too, but one that allows nothing. */
function assertMeantRoles(roles: readonly string[]): void {
  const faults = roles.flatMap((role) => {
    const meant = findMeantRole(role);
    return meant === undefined ? [] : [`The role ${JSON.stringify(role)} allows nothing; write ${meant}.`];
  });
  if (faults.length > 0) throw new InvalidAccountError(faults);
}

async function withLocks(
  accounts: readonly AccountSummary[],
  limiter: Pick<LocalAttemptLimiter, "findLocks">,
): Promise<readonly SeenAccount[]> {
  const found = await limiter.findLocks(accounts.map(({ username }) => username));
  const locks = new Map(found.map(({ username, untilMs }) => [username, untilMs]));
  return accounts.map((account) => {
    const lockedUntilMs = locks.get(account.username);
    return lockedUntilMs === undefined ? account : { ...account, lockedUntilMs };
  });
}

async function listAccounts(
  { accounts, limiter, sessions }: RequestAccountsOptions,
  { token, limit = DEFAULT_PAGE_ACCOUNTS, cursor, username, role, enabled }: ListAccountsCommand,
): Promise<AccountPage> {
  const actor = await sessions.readAdministrator({ token, signedInAnyTime: true });
  const after = cursor === undefined ? "" : nameOf(cursor);
  const part = username?.toLowerCase();
  const found = (await accounts.list())
    .filter(
      (account) =>
        account.username > after &&
        (part === undefined || account.username.toLowerCase().includes(part)) &&
        (role === undefined || account.roles.includes(role)) &&
        (enabled === undefined || account.disabled !== enabled),
    )
    .sort((one, other) => (one.username < other.username ? -1 : 1));
  const page = await withLocks(found.slice(0, limit), limiter);
  const last = page.at(-1);
  return found.length <= limit || last === undefined
    ? { actor, accounts: page }
    : { actor, accounts: page, nextCursor: Buffer.from(last.username).toString("base64url") };
}

/** The name that a cursor holds; an account of that name may be gone since. */
function nameOf(cursor: string): string {
  const name = Buffer.from(cursor, "base64url").toString();
  if (Buffer.from(name).toString("base64url") === cursor) return name;
  throw new InvalidPageError("cursor", "is not one this server gave out. List again from the start.");
}
