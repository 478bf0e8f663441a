import { lstatSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import {
  createMemorySignInSwitch,
  createMemoryStore,
  type SessionStore,
  type SignInSwitch,
} from "@gatehouse/sessions";
import { createSqliteStore } from "@gatehouse/store-sqlite";
import type { StoreConfiguration } from "../config/Configuration.ts";
import type { Logger } from "../logging/Logger.ts";

/** Where sessions are kept, and the maintenance switch beside them. */
export interface OpenedStore {
  readonly store: SessionStore;
  readonly signInSwitch: SignInSwitch;
}

/** What a store is opened with. */
export interface OpenStoreOptions {
  readonly store: StoreConfiguration;
  /** Absolute path of the data directory, which this process has locked. */
  readonly dataDirectory: string;
  readonly logger: Pick<Logger, "warn">;
}

/**
 * Opens the session store of a configuration, and tells when it is an older copy (SES-22).
 *
 * @throws when the file of an embedded store cannot be used; the message says why
 */
export function openStore({ store: configuration, dataDirectory, logger }: OpenStoreOptions): OpenedStore {
  switch (configuration.kind) {
    case "memory":
      return { store: createMemoryStore(), signInSwitch: createMemorySignInSwitch() };
    case "sqlite": {
      const { file } = configuration;
      const store = createSqliteStore({ path: file, soleWriter: isBehindLock(file, dataDirectory) });
      if (store.startup.kind === "restored") {
        const { reason } = store.startup;
        logger.warn("The session store is an older copy; all sessions in it were ended.", { reason });
      }
      return { store, signInSwitch: store.signInSwitch };
    }
  }
}

/** A file elsewhere may be shared with a server that has another data directory. */
function isBehindLock(file: string, dataDirectory: string): boolean {
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return !isLink && realpathSync(dirname(file)) === realpathSync(dataDirectory);
}
