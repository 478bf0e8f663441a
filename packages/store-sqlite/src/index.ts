export { createSqliteStore, type SqliteStoreOptions } from "./createSqliteStore.ts";
export type { SqliteStore, StoreStartup } from "./SqliteStore.ts";
export { type StoreFileFault, StoreFileUnusableError } from "./StoreFileUnusableError.ts";
