import type { SessionsOperator } from "@gatehouse/sessions";
import type { AccountSummary, ChangedAccount } from "../accounts/changeAccount.ts";
import type { Accounts, ImportedAccount } from "../accounts/createAccounts.ts";
import { userOf } from "../accounts/identityOf.ts";
import type { AuditOrigin, AuditSubject, AuditTrail, RevocationReason } from "./AuditEvent.ts";
import { subjectOf } from "./auditEvents.ts";

/** Options of `auditOperator`. */
interface AuditOperatorOptions {
  readonly audit: Pick<AuditTrail, "record">;
  /** The operator on the machine: provider `system` and the name of the user of the operating system. */
  readonly who: AuditSubject;
}

/** Options of `auditAccounts`. */
interface AuditAccountsOptions {
  readonly audit: Pick<AuditTrail, "record">;
  readonly who: AuditSubject;
  /** The request and the session that the changes are made with; absent for a command. */
  readonly origin?: AuditOrigin;
}

/**
 * The administration of local accounts, with every change and the end of sessions that came with it written down
 * (LOG-01); passwords never are.
 */
export function auditAccounts(
  accounts: Accounts,
  { audit, who, origin = {} }: AuditAccountsOptions,
): Accounts {
  const recorder = createRecorder(audit, { ...origin, who });
  return {
    list: accounts.list,
    find: accounts.find,
    async listWithSecrets() {
      const listed = await accounts.listWithSecrets();
      audit.record({ event: "sensitive_read", who, details: { object: "accounts" } });
      return listed;
    },
    async add(account) {
      const added = await accounts.add(account);
      recorder.created(added.account);
      return added;
    },
    async import(given) {
      const outcome = await accounts.import(given);
      for (const one of outcome.imported) recorder.imported(one);
      return outcome;
    },
    setPassword: async (change) => recorder.passwordSet(await accounts.setPassword(change)),
    async resetPassword(choice) {
      const changed = await accounts.resetPassword(choice);
      recorder.passwordSet(changed);
      return changed;
    },
    setRoles: async (change) => recorder.rolesSet(await accounts.setRoles(change)),
    setDisabled: async (change) => recorder.switched(await accounts.setDisabled(change)),
    remove: async (account) => recorder.removed(await accounts.remove(account)),
  };
}

function createRecorder(audit: AuditAccountsOptions["audit"], origin: AuditOrigin) {
  const named = ({ username }: AccountSummary) => ({ ...origin, target: { provider: "local", username } });

  function ended(change: Omit<ChangedAccount, "before">, reason: RevocationReason): void {
    if (change.ended === 0) return;
    const details = { reason, scope: "user", ended: change.ended } as const;
    audit.record({
      ...origin,
      event: "authn_token_revoked",
      target: subjectOf(userOf(change.account)),
      details,
    });
  }

  const created = (account: AccountSummary): void =>
    audit.record({ ...named(account), event: "user_created", details: { roles: account.roles } });
  const passwordSet = (change: ChangedAccount) => {
    audit.record({ ...named(change.account), event: "authn_password_change" });
    ended(change, "password-changed");
    return change;
  };
  const rolesSet = (change: ChangedAccount) => {
    const details = { from: change.before.roles, to: change.account.roles };
    audit.record({ ...named(change.account), event: "authz_change", details });
    ended(change, "roles-removed");
    return change;
  };

  return {
    created,
    passwordSet,
    rolesSet,
    imported({ before, ...change }: ImportedAccount) {
      if (before === undefined) return created(change.account);
      passwordSet({ ...change, before });
      rolesSet({ ...change, before, ended: 0 });
    },
    switched(change: ChangedAccount) {
      const details = { change: change.account.disabled ? "disabled" : "enabled" } as const;
      audit.record({ ...named(change.account), event: "user_updated", details });
      ended(change, "account-disabled");
      return change;
    },
    removed(change: ChangedAccount) {
      audit.record({ ...named(change.account), event: "user_deleted" });
      ended(change, "account-removed");
      return change;
    },
  };
}

/** The operator's commands, with every change written down (LOG-01). */
export function auditOperator(
  operator: SessionsOperator,
  { audit, who }: AuditOperatorOptions,
): SessionsOperator {
  return {
    listSessions: operator.listSessions,
    async endSession(command) {
      const session = await operator.endSession(command);
      const details = { reason: "by-administrator", scope: "one", ended: 1 } as const;
      audit.record({
        event: "authn_token_revoked",
        who,
        sessionId: session.id,
        target: subjectOf(session.user),
        details,
      });
      return session;
    },
    async endUser(user) {
      const outcome = await operator.endUser(user);
      const details = { reason: "by-administrator", scope: "user", ended: outcome.ended } as const;
      const username = "subject" in user ? user.subject : user.username;
      audit.record({
        event: "authn_token_revoked",
        who,
        target: { provider: user.authType, username },
        details,
      });
      return outcome;
    },
    async endAll() {
      const outcome = await operator.endAll();
      const details = { reason: "by-administrator", scope: "all", ended: outcome.ended } as const;
      audit.record({ event: "authn_token_revoked", who, details });
      return outcome;
    },
    async setSignInsClosed(closed) {
      await operator.setSignInsClosed(closed);
      audit.record({
        event: "authz_admin",
        who,
        details: { action: closed ? "sign-ins-closed" : "sign-ins-opened" },
      });
    },
    areSignInsClosed: operator.areSignInsClosed,
  };
}
