import { createMemoryStore, type SessionStore } from "@gatehouse/sessions";
import { createSqliteStore } from "@gatehouse/store-sqlite";
import type { StoreConfiguration } from "../config/Configuration.ts";

/**
 * Opens the session store of a configuration.
 *
 * @throws when the file of an embedded store cannot be used; the message says why
 */
export function openStore(store: StoreConfiguration): SessionStore {
  switch (store.kind) {
    case "memory":
      return createMemoryStore();
    case "sqlite":
      return createSqliteStore({ path: store.file });
  }
}
