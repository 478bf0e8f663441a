import { type SessionsOperator, SYSTEM_ADMINISTRATOR } from "@gatehouse/sessions";
import { AccountNotFoundError } from "../accounts/AccountNotFoundError.ts";
import type { AccountSummary } from "../accounts/AccountSummary.ts";
import type { Accounts } from "../accounts/Accounts.ts";
import { userOf } from "../accounts/identityOf.ts";
import type { LocalAttemptLimiter } from "../accounts/limiter/createAttemptLimiter.ts";
import type { AuditSubject, RevocationReason } from "../audit/AuditEvent.ts";
import type { AuditTrail } from "../audit/AuditTrail.ts";
import { auditAccounts } from "../audit/auditAccounts.ts";
import { auditOperator } from "../audit/auditOperator.ts";
import { subjectOf } from "../audit/subjectOf.ts";
import type { AccountChange, Administration, Unlocked, UserName } from "./Administration.ts";

/** What administration works on. */
export interface AdministrationParts {
  readonly accounts: Accounts;
  readonly sessions: SessionsOperator;
  /** Absent where no server runs. */
  readonly limiter?: Pick<LocalAttemptLimiter, "unlock"> | undefined;
  readonly audit: Pick<AuditTrail, "record">;
}

/** The parts, and who works on them. */
interface Scene extends AdministrationParts {
  readonly who: AuditSubject;
}

/**
 * Makes the administration of accounts and sessions for one person at the machine.
 *
 * An account is changed first and its sessions are ended after: a sign-in that is under way either finds the change
 * or is ended with the others. A role that is taken away ends them too, for sessions carry the roles they were opened
 * with; a role that is given waits for the next sign-in.
 *
 * @param operator the name of the person, for the audit trail
 */
export function createAdministration(parts: AdministrationParts, operator: string): Administration {
  const scene: Scene = { ...parts, who: { provider: "system", username: operator } };
  return { ...accountsPart(scene), ...sessionsPart(scene) };
}

type SessionsPart = Pick<
  Administration,
  | "listSessions"
  | "endSession"
  | "endUser"
  | "endAll"
  | "areSignInsClosed"
  | "setSignInsClosed"
  | "noteBackup"
>;

function accountsPart(scene: Scene): Omit<Administration, keyof SessionsPart> {
  const accounts = auditAccounts(scene.accounts, scene);
  return {
    listAccounts: async () => accounts.list(),
    addAccount: async (account) => changeOf(scene, await accounts.add(account), 0),
    async setPassword(change) {
      const account = await accounts.setPassword(change);
      return changeOf(scene, account, await revoke(scene, account, "password-changed"));
    },
    async setRoles(change) {
      const before = accounts.list().find(({ username }) => username === change.username);
      const account = await accounts.setRoles(change);
      const isTaken = before?.roles.some((role) => !account.roles.includes(role)) ?? true;
      const ended = isTaken ? await revoke(scene, account, "roles-removed") : 0;
      return changeOf(scene, account, ended);
    },
    async setDisabled(change) {
      const account = await accounts.setDisabled(change);
      const ended = account.disabled ? await revoke(scene, account, "account-disabled") : 0;
      return changeOf(scene, account, ended);
    },
    async removeAccount(request) {
      const account = await accounts.remove(request);
      return changeOf(scene, account, await revoke(scene, account, "account-removed"));
    },
    unlock: (account) => unlock(scene, account),
  };
}

function sessionsPart({ sessions: operator, audit, who }: Scene): SessionsPart {
  const sessions = auditOperator(operator, { audit, who });
  return {
    listSessions: sessions.listSessions,
    endSession: sessions.endSession,
    endUser: sessions.endUser,
    endAll: () => sessions.endAll(),
    areSignInsClosed: async () => ({ closed: await sessions.areSignInsClosed() }),
    async setSignInsClosed({ closed }) {
      await sessions.setSignInsClosed(closed);
      return { closed };
    },
    async noteBackup() {
      audit.record({ event: "sensitive_read", who, details: { object: "backup" } });
      return {};
    },
  };
}

async function revoke(
  { sessions, audit, who }: Scene,
  account: AccountSummary,
  reason: RevocationReason,
): Promise<number> {
  const user = userOf(account);
  const { ended } = await sessions.endUser({ authType: user.authType, subject: user.subject });
  const details = { reason, scope: "user", ended } as const;
  if (ended > 0) audit.record({ event: "authn_token_revoked", who, target: subjectOf(user), details });
  return ended;
}

async function unlock(
  { accounts, limiter, audit, who }: Scene,
  { authType, username }: UserName,
): Promise<Unlocked> {
  const isKnown = authType !== "local" || accounts.list().some((one) => one.username === username);
  if (!isKnown) throw new AccountNotFoundError(username);
  if (limiter === undefined) return { serverRuns: false };
  await limiter.unlock({ authType, username });
  audit.record({ event: "authn_login_unlock", who, target: { provider: authType, username } });
  return { serverRuns: true };
}

function changeOf({ accounts }: Scene, account: AccountSummary, endedSessions: number): AccountChange {
  const administrators = accounts
    .list()
    .filter(({ disabled, roles }) => !disabled && roles.includes(SYSTEM_ADMINISTRATOR)).length;
  return { account, endedSessions, administrators };
}
