/** Why a store file was rejected. */
export type StoreFileFault =
  | "missing"
  | "not-openable"
  | "open-to-others"
  | "not-a-store"
  | "corrupt"
  | "newer-version";

/** The store file cannot be trusted or used; nothing in it was changed. */
export class StoreFileUnusableError extends Error {
  readonly code = "STORE_FILE_UNUSABLE";
  readonly path: string;
  readonly fault: StoreFileFault;
  /** What is wrong and what to do about it. */
  readonly advice: string;

  constructor(
    details: { readonly path: string; readonly fault: StoreFileFault; readonly advice: string },
    options: { readonly cause?: unknown } = {},
  ) {
    super(`The store ${details.path} cannot be used: ${details.advice}`, options);
    this.name = "StoreFileUnusableError";
    this.path = details.path;
    this.fault = details.fault;
    this.advice = details.advice;
  }
}

/** Something read from an open store is not as it was written. */
export class DamagedStoreError extends Error {
  readonly code = "STORE_DAMAGED";

  constructor(damage: string) {
    super(`The store is damaged: ${damage}.`);
    this.name = "DamagedStoreError";
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const DAMAGE = new Set([11, 26]);

/** What to do where an older copy was put over an open store. */
export const OLDER_COPY =
  "an older copy was put over the open store file; restart the server, which ends all sessions in it";

/** An older copy was put over the file while it was open: what had ended since is live in it again (SES-22). */
export class OlderCopyError extends Error {
  readonly code = "OLDER_COPY";

  constructor() {
    super(OLDER_COPY);
    this.name = "OlderCopyError";
  }
}

/** Whether an error reports damage of the file. */
export function isDamage(error: unknown): boolean {
  return error instanceof DamagedStoreError || DAMAGE.has(sqliteCodeOf(error));
}

/** The result code of SQLite in an error, 0 for any other error; extended codes keep theirs in the low byte. */
export function sqliteCodeOf(error: unknown): number {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
}
