import type { Account } from "./Account.ts";

/** The accounts on disk. */
export interface AccountsFile {
  readonly path: string;
  exists(): boolean;
  /**
   * The accounts as they are in the file now; the file is read again only when it changed.
   *
   * @throws {AccountsFileError} when the file cannot be read or trusted.
   */
  read(): readonly Account[];
  /**
   * Replaces the accounts by what `change` makes of them, one change after the other. On disk when fulfilled.
   *
   * @throws {AccountsFileError} when the file cannot be read or written.
   */
  update(change: (accounts: readonly Account[]) => readonly Account[]): Promise<void>;
}
