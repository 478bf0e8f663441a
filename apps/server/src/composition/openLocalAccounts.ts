import { type Clock, defaultSessionLimits, liveWindowAt } from "@gatehouse/sessions";
import type { SqliteStore } from "@gatehouse/store-sqlite";
import { type FirstAccount, type LocalAccounts, openAccounts } from "../accounts/openAccounts.ts";
import type { Configuration } from "../config/Configuration.ts";
import type { Logger } from "../logging/Logger.ts";

/** What local accounts are opened with. */
export interface OpenLocalAccountsOptions {
  readonly configuration: Configuration;
  readonly store: Pick<SqliteStore, "accounts" | "accountsWereElsewhere" | "endMany">;
  readonly clock: Clock;
  readonly logger: Pick<Logger, "warn">;
}

/** The accounts, and what the first start did; `kept` on every other. */
export interface OpenedLocalAccounts extends LocalAccounts {
  readonly firstAccount: FirstAccount;
}

/**
 * Opens the accounts of a store, and makes `admin` where it never kept one. Sessions in a store of an older release whose
 * accounts file is gone belong to nobody: they end before `admin` is made anew.
 *
 * @throws {InvalidAccountError} when the password given for `admin` is empty or too long
 * @throws {StoreUnavailableError} when the store did not answer
 */
export async function openLocalAccounts(options: OpenLocalAccountsOptions): Promise<OpenedLocalAccounts> {
  const { configuration, store, clock, logger } = options;
  const limits = { ...defaultSessionLimits, ...configuration };
  const local = openAccounts({ store: store.accounts, clock, limits });
  if (store.accountsWereElsewhere()) {
    const { ended } = await store.endMany({ window: liveWindowAt(clock.nowMs(), limits) });
    const fact =
      "The accounts of an older release are gone: all sessions were ended, and admin is made anew.";
    logger.warn(fact, { ended });
  } else if ((await store.accounts.wereKept()) && (await store.accounts.list()).length === 0) {
    logger.warn("There are no local accounts. Add one: gatehouse accounts add <username> --role <role>");
  }
  return { ...local, firstAccount: await local.ensureAdministrator(configuration.adminPassword) };
}
