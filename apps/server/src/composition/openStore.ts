import { lstatSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { createSqliteStore, type SqliteStore } from "@gatehouse/store-sqlite";
import { importOldAccounts } from "../accounts/accountsFile.ts";
import type { StoreConfiguration } from "../config/Configuration.ts";

/** What a store is opened with. */
export interface OpenStoreOptions {
  readonly store: StoreConfiguration;
  /** Absolute path of the data directory, which this process has locked. */
  readonly dataDirectory: string;
  /** Called with what an operator has to know about the store that was found, one sentence each. */
  readonly onNotice: (sentence: string) => void;
}

/**
 * Opens the store of a configuration, takes over the accounts of an older release, and tells when the store is an older
 * copy (SES-22).
 *
 * @throws {StoreFileUnusableError} when the file cannot be used; the message says why
 * @throws {AccountsFileError} when the accounts of an older release cannot be read; the message says why
 */
export async function openStore(options: OpenStoreOptions): Promise<SqliteStore> {
  const { store: configuration, dataDirectory, onNotice } = options;
  const { file, kind } = configuration;
  const soleWriter = isBehindLock(file, dataDirectory);
  const store = createSqliteStore({ path: file, soleWriter, sessionsInMemory: kind === "memory" });
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
