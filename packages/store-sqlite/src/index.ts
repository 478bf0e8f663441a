export { createSqliteStore, type SqliteStore, type SqliteStoreOptions } from "./createSqliteStore.ts";
export { copyStore, inspectStore, StoreCopyError, type StoreInspection } from "./inspectStore.ts";
export { createRowCache, type RowCache } from "./reader/createRowCache.ts";
export type { FileCheck } from "./reader/StoreState.ts";
export { type StoreFileFault, StoreFileUnusableError } from "./StoreFileUnusableError.ts";
export type { Problems, StoreStartup } from "./writer/Command.ts";
