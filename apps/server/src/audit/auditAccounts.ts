import type { Accounts } from "../accounts/Accounts.ts";
import type { AuditSubject } from "./AuditEvent.ts";
import type { AuditTrail } from "./AuditTrail.ts";

/** What `auditAccounts` works with. */
export interface AuditAccountsOptions {
  readonly audit: Pick<AuditTrail, "record">;
  readonly who: AuditSubject;
}

/** The administration of local accounts, with every change written down (LOG-01); passwords never are. */
export function auditAccounts(accounts: Accounts, { audit, who }: AuditAccountsOptions): Accounts {
  const named = (username: string) => ({ who, target: { provider: "local", username } });
  return {
    list: accounts.list,
    async add(account) {
      const summary = await accounts.add(account);
      audit.record({ ...named(account.username), event: "user_created", details: { roles: summary.roles } });
      return summary;
    },
    async setPassword(change) {
      const summary = await accounts.setPassword(change);
      audit.record({ ...named(change.username), event: "authn_password_change" });
      return summary;
    },
    async setRoles(change) {
      const before = accounts.list().find(({ username }) => username === change.username);
      const summary = await accounts.setRoles(change);
      const details = { from: before?.roles ?? [], to: summary.roles };
      audit.record({ ...named(change.username), event: "authz_change", details });
      return summary;
    },
    async setDisabled(change) {
      const summary = await accounts.setDisabled(change);
      const details = { change: change.disabled ? "disabled" : "enabled" } as const;
      audit.record({ ...named(change.username), event: "user_updated", details });
      return summary;
    },
    async remove(account) {
      const summary = await accounts.remove(account);
      audit.record({ ...named(account.username), event: "user_deleted" });
      return summary;
    },
  };
}
