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

/**
 * Opens the session store of a configuration, and tells when it is an older copy (SES-22).
 *
 * @throws when the file of an embedded store cannot be used; the message says why
 */
export function openStore(configuration: StoreConfiguration, logger: Pick<Logger, "warn">): OpenedStore {
  switch (configuration.kind) {
    case "memory":
      return { store: createMemoryStore(), signInSwitch: createMemorySignInSwitch() };
    case "sqlite": {
      const store = createSqliteStore({ path: configuration.file });
      if (store.startup.kind === "restored") {
        const { reason } = store.startup;
        logger.warn("The session store is an older copy; all sessions in it were ended.", { reason });
      }
      return { store, signInSwitch: store.signInSwitch };
    }
  }
}
