export {
  createSqliteStore,
  type SqliteStore,
  type SqliteStoreOptions,
  type StoreStartup,
} from "./createSqliteStore.ts";
export { copyStore, inspectStore, StoreCopyError, type StoreInspection } from "./inspectStore.ts";
export { type StoreFileFault, StoreFileUnusableError } from "./StoreFileUnusableError.ts";
