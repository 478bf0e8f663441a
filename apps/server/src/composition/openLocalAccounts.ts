import {
  type AttemptStore,
  type Authenticator,
  type Clock,
  defaultSessionLimits,
  liveWindowAt,
} from "@gatehouse/sessions";
import type { SqliteStore } from "@gatehouse/store-sqlite";
import type { AccountSummary } from "../accounts/changeAccount.ts";
import { isAdministrator, localTenancy } from "../accounts/identityOf.ts";
import { createAttemptLimiter, type LocalAttemptLimiter } from "../accounts/limiter/createAttemptLimiter.ts";
import {
  FIRST_USERNAME,
  type FirstAccount,
  type LocalAccounts,
  openAccounts,
} from "../accounts/openAccounts.ts";
import type { AuditTrail } from "../audit/AuditEvent.ts";
import type { Configuration, VsphereConfiguration } from "../config/Configuration.ts";
import type { Logger } from "../logging/createLogger.ts";
import { ADD_ACCOUNT } from "./describeStart.ts";

/** Options of the local accounts. */
interface OpenLocalAccountsOptions {
  readonly configuration: Configuration;
  readonly store: Pick<SqliteStore, "accounts" | "accountsWereElsewhere" | "endMany">;
  readonly clock: Clock;
  readonly logger: Pick<Logger, "warn">;
}

/** The accounts, and what the first start did; `kept` on every other. */
export interface OpenedLocalAccounts extends LocalAccounts {
  readonly firstAccount: FirstAccount;
  /** The account that an operator would sign in with; absent where there is none. */
  readonly signInName: string | undefined;
}

const SAVE_EVERY_MS = 1000;

/** Options of the limiter. */
interface OpenLimiterOptions {
  readonly store: AttemptStore;
  readonly clock: Clock;
  readonly audit: Pick<AuditTrail, "record">;
  readonly logger: Pick<Logger, "error">;
}

/** A limiter that saves its counts about once a second. */
interface OpenedLimiter {
  readonly limiter: LocalAttemptLimiter;
  /** Saves once more; the store may be closed after. */
  close(): Promise<void>;
}

/** Options of sign-in by vSphere. */
interface OpenVsphereOptions {
  readonly vsphere: VsphereConfiguration;
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly logger: Logger;
}

/**
 * Opens the accounts of a store, and creates `admin` in a store that never kept an account. Sessions in a store of an
 * older release whose accounts file is gone have no account: they end before `admin` is created again.
 *
 * @throws {InvalidAccountError} when the password given for `admin` is empty or too long
 * @throws {StoreUnavailableError} when the store is unavailable
 */
export async function openLocalAccounts(options: OpenLocalAccountsOptions): Promise<OpenedLocalAccounts> {
  const { configuration, store, clock, logger } = options;
  const limits = { ...defaultSessionLimits, ...configuration };
  const local = openAccounts({ store: store.accounts, clock, limits });
  if (store.accountsWereElsewhere()) {
    const { ended } = await store.endMany({ window: liveWindowAt(clock.nowMs(), limits) });
    const fact =
      "The accounts of an older release are missing: all sessions were ended, and admin is created again.";
    logger.warn(fact, { ended });
  } else if ((await store.accounts.wereKept()) && (await store.accounts.list()).length === 0) {
    logger.warn(`There are no local accounts. Add one: ${ADD_ACCOUNT}`);
  }
  const firstAccount = await local.ensureAdministrator(configuration.adminPassword);
  return { ...local, firstAccount, signInName: signInNameOf(await local.accounts.list()) };
}

/** The account that an operator would sign in with: an administrator if there is one, `admin` before others. */
function signInNameOf(accounts: readonly AccountSummary[]): string | undefined {
  const usable = accounts.filter(({ disabled, roles }) => !disabled && roles.length > 0);
  const administrators = usable.filter(isAdministrator);
  const names = (administrators.length > 0 ? administrators : usable).map(({ username }) => username).sort();
  return names.find((name) => name === FIRST_USERNAME) ?? names[0];
}

/**
 * Opens the limiter of failed sign-ins with the counts of the last process, and records locks in the audit trail.
 *
 * @throws {StoreUnavailableError} when the store is unavailable
 */
export async function openLimiter({
  store,
  clock,
  audit,
  logger,
}: OpenLimiterOptions): Promise<OpenedLimiter> {
  const limiter = await createAttemptLimiter({
    store,
    clock,
    // Never goes back, so no lock becomes longer; where the clock was set forward, locks end early (FAIL-10).
    monotonicMs: () => clock.nowMs(),
    onLock: ({ authType, username, clientAddress }, lockSeconds) =>
      audit.record({
        event: "authn_login_lock",
        target: { provider: authType, username },
        clientAddress,
        details: { reason: "maxretries", lockSeconds },
      }),
  });
  let failing = false;
  const save = async () => {
    try {
      await limiter.save();
      failing = false;
    } catch (error) {
      if (!failing)
        logger.error("Failed sign-ins are counted, and are not kept through a restart.", { error });
      failing = true;
    }
  };
  const timer = setInterval(() => void save(), SAVE_EVERY_MS).unref();
  return {
    limiter,
    async close() {
      clearInterval(timer);
      await save();
    },
  };
}

/**
 * Opens sign-in by vSphere, where a vCenter is configured.
 *
 * @throws {VsphereOptionsError} when the file of its certificate authority changed for the worse since it was checked.
 */
export async function openVsphere(options: OpenVsphereOptions): Promise<readonly Authenticator[]> {
  const { vsphere, clock, wallClock, logger } = options;
  if (vsphere.kind === "off") return [];
  const { url, certificateAuthorityFile: file, roles, connectTimeoutSeconds, timeoutSeconds } = vsphere;
  // Its HTTP client is a large part of all code, and most servers ask no vCenter.
  const { createVsphereAuthenticator } = await import("../vsphere/createVsphereAuthenticator.ts");
  const authenticator = createVsphereAuthenticator({
    url,
    ...(file === undefined ? {} : { certificateAuthorityFile: file }),
    roles,
    membership: localTenancy,
    clock,
    wallClock,
    logger,
    connectTimeoutMs: connectTimeoutSeconds * 1000,
    signInTimeoutMs: timeoutSeconds * 1000,
  });
  return [authenticator];
}
