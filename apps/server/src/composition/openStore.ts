import { lstatSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import type { Session, Sessions } from "@gatehouse/sessions";
import { createSqliteStore, type SqliteStore, type SqliteStoreOptions } from "@gatehouse/store-sqlite";
import { importOldAccounts } from "../accounts/accountsFile.ts";
import type { AuditTrail } from "../audit/AuditEvent.ts";
import { subjectOf } from "../audit/auditEvents.ts";
import type { StoreConfiguration } from "../config/Configuration.ts";
import type { Logger } from "../logging/createLogger.ts";

/** Options of the store. */
interface OpenStoreOptions {
  readonly store: StoreConfiguration;
  /** Absolute path of the data directory, which this process has locked. */
  readonly dataDirectory: string;
  /** Called with what an operator has to know about the store that was found, one sentence each. */
  readonly onNotice: (sentence: string) => void;
  /** Passed on to the store; a command that opens it for a moment writes in its own thread. */
  readonly storeOptions?: Pick<SqliteStoreOptions, "writer" | "onFileCheck" | "onWriter">;
}

/** Options of `startSweeping`. */
interface SweepingOptions {
  readonly sessions: Pick<Sessions, "sweepSessions">;
  readonly audit: Pick<AuditTrail, "record">;
  readonly logger: Logger;
  /** Called after each sweep with the number of live sessions. */
  readonly onLive: (live: number) => void;
  /** @default 5000 */
  readonly intervalMilliseconds?: number;
}

/** A sweep that repeats until it is stopped. */
interface Sweeping {
  /** Resolves when the pending sweep has ended; the store may be closed then. */
  stop(): Promise<void>;
}

/**
 * Opens the store of a configuration, imports the accounts of an older release, and reports a store that is an older
 * copy (SES-22).
 *
 * @throws {StoreFileUnusableError} when the file cannot be used; the message has the reason
 * @throws {AccountsFileError} when the accounts of an older release cannot be read; the message has the reason
 */
export async function openStore(options: OpenStoreOptions): Promise<SqliteStore> {
  const { store: configuration, dataDirectory, onNotice } = options;
  const { file, kind, cacheBytes } = configuration;
  const store = await createSqliteStore({
    path: file,
    soleWriter: isBehindLock(file, dataDirectory),
    sessionsInMemory: kind === "memory",
    cacheBytes,
    ...options.storeOptions,
  });
  try {
    if (store.startup.kind === "restored") {
      const { reason } = store.startup;
      onNotice(
        `The store is an older copy or may be one (${reason}); all sessions in it were ended. Passwords, roles and disabled accounts are those of the copy.`,
      );
    }
    const old = await importOldAccounts(dataDirectory, store.accounts);
    if (old.kind === "imported") {
      onNotice(
        `The ${old.count} accounts of an older release were imported into the store; their file is kept as ${old.keptAs}. Remove it once it is not needed: it holds password hashes.`,
      );
    }
    if (old.kind === "ignored") {
      onNotice(
        `${old.file} is not read: accounts are in the store. Import it with gatehouse accounts import, or remove it.`,
      );
    }
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** A file elsewhere may be shared with a server that has another data directory. */
function isBehindLock(file: string, dataDirectory: string): boolean {
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return !isLink && realpathSync(dirname(file)) === realpathSync(dataDirectory);
}

/**
 * Removes expired sessions every few seconds (SES-21), records each of them (LOG-01) and reports how many are left. A
 * store that does not respond is logged once, and the sweep is retried.
 */
export function startSweeping(options: SweepingOptions): Sweeping {
  const interval = options.intervalMilliseconds ?? 5000;
  let stopped = false;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  const sweepAll = async (): Promise<void> => {
    try {
      await sweepUntilDone(options, () => stopped);
      failing = false;
    } catch (error) {
      if (!failing) options.logger.error("Expired sessions cannot be removed.", { error });
      failing = true;
    }
    if (!stopped) timer = setTimeout(start, interval).unref();
  };
  let underWay = Promise.resolve();
  const start = (): void => {
    underWay = sweepAll();
  };
  start();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}

async function sweepUntilDone(options: SweepingOptions, isStopped: () => boolean): Promise<void> {
  while (!isStopped()) {
    const swept = await options.sessions.sweepSessions();
    recordSweep(options.audit, swept.expired);
    if (!swept.more) return options.onLive(swept.live);
    // Requests have their turn between two batches.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Records each expired session, with the address it was opened from. */
function recordSweep(audit: Pick<AuditTrail, "record">, expired: readonly Session[]): void {
  for (const { id, user, clientAddress, idleExpiresAtMs, expiresAtMs } of expired) {
    audit.record({
      event: "session_expired",
      who: subjectOf(user),
      clientAddress,
      sessionId: id,
      details: { reason: idleExpiresAtMs < expiresAtMs ? "idle" : "absolute" },
    });
  }
}

/** How much of the check of the store file is done. */
export function percentOf({ checked, total }: { readonly checked: number; readonly total: number }): number {
  return Math.floor((100 * checked) / Math.max(total, 1));
}

/** Logs the progress of the check of the whole store file, and the state of the thread that writes the store. */
export function createStoreLog(logger: Logger): Pick<SqliteStoreOptions, "onFileCheck" | "onWriter"> {
  return {
    onFileCheck(check) {
      if (check.kind === "damaged") {
        const { damage } = check;
        logger.fatal("The store is damaged: no request is served any more. Restore it from a backup.", {
          damage,
        });
      } else if (check.kind === "stopped") {
        logger.error("The check of the store file has stopped.", { reason: check.reason });
      } else if (check.kind === "sound") {
        logger.info("The store file was checked and is sound.");
      } else if (check.checked > 0) {
        logger.info("The store file is being checked.", { percent: percentOf(check) });
      }
    },
    onWriter({ problem }) {
      if (problem === undefined) logger.info("The store is written again.");
      else logger.error("The store takes no writes; its writer is started again.", { problem });
    },
  };
}
