import { existsSync } from "node:fs";
import {
  createMemoryStore,
  createSessions,
  defaultSessionLimits,
  type Store,
  SYSTEM_ADMINISTRATOR,
} from "@gatehouse/sessions";
import { InvalidAccountError } from "../accounts/accountErrors.ts";
import { oldAccountsFile } from "../accounts/accountsFile.ts";
import type { Accounts } from "../accounts/createAccounts.ts";
import { createAttemptLimiter } from "../accounts/limiter/createAttemptLimiter.ts";
import { openAccounts } from "../accounts/openAccounts.ts";
import type { AuditEvent } from "../audit/AuditEvent.ts";
import { openAuditTrail } from "../audit/openAuditTrail.ts";
import { createSystemClock } from "../composition/createSystemClock.ts";
import { openStore } from "../composition/openStore.ts";
import type { AuditConfiguration, Configuration } from "../config/Configuration.ts";
import { findTrustProblems, UntrustedFilesError } from "../config/findTrustProblems.ts";
import { readConfiguration } from "../config/readConfiguration.ts";
import type { Administration } from "../control/Administration.ts";
import { createAdministration } from "../control/createAdministration.ts";
import { createLineQueue, createStreamSink } from "../logging/createLineQueue.ts";
import { createLogger } from "../logging/createLogger.ts";
import type { Invocation } from "./Invocation.ts";

/** The administration of a data directory that no server uses. */
interface LocalAdministration {
  readonly administration: Administration;
  /** Writes out what waits. */
  close(): Promise<void>;
}

/** How long lines may take to be written when the command is done. */
const LONGEST_FLUSH_MILLISECONDS = 3000;

/** The audit trail for as long as a command runs. */
interface CommandAudit {
  record(event: AuditEvent): void;
  close(): Promise<void>;
}

/**
 * Opens a data directory for administration. The caller holds its lock.
 *
 * @throws {ConfigurationError} when the settings are not those of a server
 * @throws {UntrustedFilesError} when files that are trusted do not belong to this user alone
 * @throws {StoreFileUnusableError} or {AuditFileError} when a file cannot be used
 */
export async function openLocalAdministration(
  invocation: Invocation,
  purpose: "look" | "change",
): Promise<LocalAdministration> {
  const configuration = readConfiguration(invocation.settings.environment);
  const problems = findTrustProblems({ configuration, user: process.geteuid?.() });
  if (problems.length > 0) throw new UntrustedFilesError(problems);
  await using opening = new AsyncDisposableStack();
  const audit = purpose === "look" ? noAudit : await openCommandAudit(invocation, configuration.audit);
  opening.defer(audit.close);
  const store = await openStoreFor(purpose, configuration, invocation);
  opening.defer(() => store.close());
  const clock = createSystemClock();
  const { signInSwitch } = store;
  const sessions = createSessions({ store, signInSwitch, clock, authenticators: [], limits: configuration });
  const limiter = await createAttemptLimiter({ store: store.attempts, clock });
  const limits = { ...defaultSessionLimits, ...configuration };
  const { accounts } = openAccounts({ store: store.accounts, clock, limits, serves: false });
  const parts = { accounts: withAdministrator(accounts, store), sessions: sessions.operator, limiter, audit };
  const open = opening.move();
  return {
    administration: createAdministration(parts, invocation.operator),
    close: () => open.disposeAsync(),
  };
}

/** Nothing changes, so nothing is written down. */
const noAudit: CommandAudit = { record: () => undefined, close: async () => undefined };

/** A server that finds accounts creates no `admin`, so without an administrator the appliance would be locked. */
function withAdministrator(accounts: Accounts, store: Store): Accounts {
  return {
    ...accounts,
    async add(account) {
      const isFirst = !(await store.accounts.wereKept());
      if (isFirst && !account.roles.includes(SYSTEM_ADMINISTRATOR)) throw firstAccountFault();
      return accounts.add(account);
    },
  };
}

function firstAccountFault(): InvalidAccountError {
  return new InvalidAccountError([
    `There are no accounts yet, and the first one must have the role ${SYSTEM_ADMINISTRATOR}, because only administrators manage accounts: add --role '${SYSTEM_ADMINISTRATOR}'. Or start the server once, which creates admin.`,
  ]);
}

/** A data directory with nothing in it yet has no accounts and no sessions; no store is made just to say so. */
async function openStoreFor(
  purpose: "look" | "change",
  configuration: Configuration,
  { notify }: Invocation,
): Promise<Store> {
  const { store, dataDirectory } = configuration;
  const files = [store.file, `${store.file}.marker`, oldAccountsFile(dataDirectory)];
  if (purpose === "look" && !files.some((file) => existsSync(file))) return createMemoryStore();
  return openStore({ ...configuration, onNotice: notify, storeOptions: { writer: "here" } });
}

/**
 * Opens the audit trail that the server would write. Where that goes to `stdout` in the settings, a command writes its
 * lines to `stderr`: its own `stdout` is for the outcome.
 *
 * @throws {AuditFileError} when the file cannot be used
 */
async function openCommandAudit(
  { line, wallClock: clock, notify }: Invocation,
  audit: AuditConfiguration,
): Promise<CommandAudit> {
  const queue = createLineQueue({ sink: createStreamSink(line.stderr) });
  const logger = createLogger({ level: "warn", queue, clock });
  const destination = audit.kind === "stdout" ? ({ kind: "stream", stream: line.stderr } as const) : audit;
  const trail = await openAuditTrail({ destination, clock, logger });
  return {
    record: trail.record,
    async close() {
      await trail.flush(LONGEST_FLUSH_MILLISECONDS);
      if (trail.queuedBytes() > 0 || trail.lostEvents() > 0) {
        notify("The audit trail could not be written: what was done is not in it. Check the free space.");
      }
      await trail.close(LONGEST_FLUSH_MILLISECONDS);
      await queue.flush(LONGEST_FLUSH_MILLISECONDS);
    },
  };
}
