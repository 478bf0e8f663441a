import type { SessionsOperator } from "@gatehouse/sessions";
import {
  AccountNotFoundError,
  ImportIncompleteError,
  InvalidAccountError,
} from "../accounts/accountErrors.ts";
import { parseAccountList } from "../accounts/accountsFile.ts";
import type { AccountSummary } from "../accounts/changeAccount.ts";
import type { Accounts } from "../accounts/createAccounts.ts";
import { isAdministrator } from "../accounts/identityOf.ts";
import type { LocalAttemptLimiter } from "../accounts/limiter/createAttemptLimiter.ts";
import type { AuditSubject, AuditTrail } from "../audit/AuditEvent.ts";
import { auditAccounts, auditOperator } from "../audit/auditAccounts.ts";
import type { AccountChange, Administration, Unlocked, UserName } from "./Administration.ts";

/** The parts that the administration uses. */
export interface AdministrationParts {
  readonly accounts: Accounts;
  readonly sessions: SessionsOperator;
  /** Lifts locks; without a server those that are kept in the store. */
  readonly limiter: Pick<LocalAttemptLimiter, "unlock">;
  readonly audit: Pick<AuditTrail, "record">;
}

/** The parts, and who works on them. */
interface AdministrationContext extends AdministrationParts {
  readonly who: AuditSubject;
}

/**
 * Makes the administration of accounts and sessions for one person at the machine.
 *
 * An account is changed and its sessions are ended in one durable step (SES-23); a pending sign-in finds the
 * change when it creates its session. Removing a role ends sessions, too, because they have the roles they were
 * opened with; a role that is given waits for the next sign-in.
 *
 * @param operator the name of the person, for the audit trail
 */
export function createAdministration(parts: AdministrationParts, operator: string): Administration {
  const context: AdministrationContext = { ...parts, who: { provider: "system", username: operator } };
  return { ...accountsPart(context), ...sessionsPart(context) };
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

function accountsPart(context: AdministrationContext): Omit<Administration, keyof SessionsPart> {
  const accounts = auditAccounts(context.accounts, context);
  const changeOf = async (change: {
    readonly account: AccountSummary;
    readonly ended?: number;
  }): Promise<AccountChange> => {
    const { account, ended = 0 } = change;
    return { account, endedSessions: ended, administrators: await countAdministrators(accounts) };
  };
  return {
    listAccounts: async () => accounts.list(),
    addAccount: async (account) => changeOf(await accounts.add(account)),
    setPassword: async (change) => changeOf(await accounts.setPassword(change)),
    setRoles: async (change) => changeOf(await accounts.setRoles(change)),
    setDisabled: async (change) => changeOf(await accounts.setDisabled(change)),
    removeAccount: async (request) => changeOf(await accounts.remove(request)),
    async exportAccounts({ secrets }) {
      const listed = await (secrets ? accounts.listWithSecrets() : accounts.list());
      return listed.toSorted((one, other) => (one.username < other.username ? -1 : 1));
    },
    async importAccounts({ accounts: given, replace }) {
      const parsed = parseAccountList(given);
      if (parsed.kind === "fault") throw new InvalidAccountError([parsed.fault]);
      const { imported, stopped } = await accounts.import({ accounts: parsed.accounts, replace });
      const added = imported.filter(({ before }) => before === undefined).length;
      const replaced = imported.length - added;
      if (stopped !== undefined) throw new ImportIncompleteError({ added, replaced, ...stopped });
      return {
        added,
        replaced,
        endedSessions: imported.reduce((sum, { ended }) => sum + ended, 0),
        administrators: await countAdministrators(accounts),
      };
    },
    unlock: (account) => unlock(context, account),
  };
}

function sessionsPart({ sessions: operator, audit, who }: AdministrationContext): SessionsPart {
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

async function unlock(
  { accounts, limiter, audit, who }: AdministrationContext,
  { authType, username }: UserName,
): Promise<Unlocked> {
  const isKnown = authType !== "local" || (await accounts.list()).some((one) => one.username === username);
  if (!isKnown) throw new AccountNotFoundError(username);
  await limiter.unlock({ authType, username });
  audit.record({ event: "authn_login_unlock", who, target: { provider: authType, username } });
  return {};
}

async function countAdministrators(accounts: Accounts): Promise<number> {
  return (await accounts.list()).filter(isAdministrator).length;
}
