import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import {
  createMemoryStore,
  createSessions,
  type SessionStore,
  type SignInSwitch,
  SYSTEM_ADMINISTRATOR,
} from "@gatehouse/sessions";
import { createSqliteStore } from "@gatehouse/store-sqlite";
import type { Accounts } from "../accounts/Accounts.ts";
import { defaultArgon2Parameters } from "../accounts/Argon2Parameters.ts";
import { createAccounts } from "../accounts/createAccounts.ts";
import { createAccountsFile } from "../accounts/createAccountsFile.ts";
import { createHashingGate } from "../accounts/createHashingGate.ts";
import { createPasswordChecker } from "../accounts/createPasswordChecker.ts";
import { createPasswordPolicy } from "../accounts/createPasswordPolicy.ts";
import { hashingConcurrencyOf } from "../accounts/hashingConcurrencyOf.ts";
import { InvalidAccountError } from "../accounts/InvalidAccountError.ts";
import { ACCOUNTS_FILE_NAME } from "../accounts/openAccounts.ts";
import { createSystemClock } from "../composition/createSystemClock.ts";
import type { Configuration } from "../config/Configuration.ts";
import { readConfiguration } from "../config/readConfiguration.ts";
import type { Administration } from "../control/Administration.ts";
import { createAdministration } from "../control/createAdministration.ts";
import type { Invocation } from "./Invocation.ts";
import { type CommandAudit, openCommandAudit } from "./openCommandAudit.ts";
import { UsageError } from "./UsageError.ts";

/** The administration of a data directory that no server uses. */
export interface LocalAdministration {
  readonly administration: Administration;
  /** Writes out what waits. */
  close(): Promise<void>;
}

/**
 * Opens a data directory for administration. The caller holds its lock.
 *
 * @throws {ConfigurationError} when the settings are not those of a server
 * @throws {StoreFileUnusableError} or {AuditFileError} when a file cannot be used
 */
export async function openLocalAdministration(
  invocation: Invocation,
  purpose: "look" | "change",
): Promise<LocalAdministration> {
  const configuration = readConfiguration(invocation.settings.environment);
  await using opening = new AsyncDisposableStack();
  const audit = purpose === "look" ? noAudit : await openCommandAudit(invocation, configuration.audit);
  opening.defer(audit.close);
  const { store, signInSwitch } = openStoreFile(configuration, invocation);
  opening.defer(() => store.close());
  const clock = createSystemClock();
  const sessions = createSessions({ store, signInSwitch, clock, authenticators: [], limits: configuration });
  const accounts = openAccountsOf(configuration);
  const parts = { accounts, sessions: sessions.operator, audit };
  const open = opening.move();
  return {
    administration: createAdministration(parts, invocation.operator),
    close: () => open.disposeAsync(),
  };
}

/** Nothing changes, so nothing is written down. */
const noAudit: CommandAudit = { record: () => undefined, close: async () => undefined };

function openAccountsOf({ dataDirectory }: Configuration): Accounts {
  const file = createAccountsFile(join(dataDirectory, ACCOUNTS_FILE_NAME));
  const concurrency = hashingConcurrencyOf({ cores: availableParallelism() });
  const gate = createHashingGate({ concurrency, monotonicMs: () => performance.now() });
  const checker = createPasswordChecker({ gate, parameters: defaultArgon2Parameters, randomBytes });
  const accounts = createAccounts({
    file,
    checker,
    policy: createPasswordPolicy(),
    clock: createSystemClock(),
  });
  return {
    ...accounts,
    add(account) {
      if (!file.exists() && !account.roles.includes(SYSTEM_ADMINISTRATOR)) throw firstAccountFault();
      return accounts.add(account);
    },
  };
}

/** A server that finds an accounts file makes no `admin`, so nobody could administer. */
function firstAccountFault(): InvalidAccountError {
  return new InvalidAccountError([
    `There are no accounts yet, and the first one must have the role ${SYSTEM_ADMINISTRATOR}, or nobody could administer: add --role '${SYSTEM_ADMINISTRATOR}'. Or start the server once, which makes admin.`,
  ]);
}

/** A store that is not there yet has no sessions, and is not made just to say so. */
function openStoreFile(
  { store }: Configuration,
  { notify }: Invocation,
): { store: SessionStore; signInSwitch: SignInSwitch } {
  if (store.kind === "memory" || !existsSync(store.file)) {
    return { store: createMemoryStore(), signInSwitch: noSwitch };
  }
  const opened = createSqliteStore({ path: store.file });
  const { startup } = opened;
  if (startup.kind === "restored") {
    notify(`The session store is an older copy (${startup.reason}); all sessions in it were ended.`);
  }
  return { store: opened, signInSwitch: opened.signInSwitch };
}

/** The switch lies in the store file, or with `memory:` in the server. */
const noSwitch: SignInSwitch = {
  isClosed: async () => false,
  async setClosed() {
    throw new UsageError(
      "Without a session store file, sign-ins are closed and opened in a running server only, and none runs.",
    );
  },
};
