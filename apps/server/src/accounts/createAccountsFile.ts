import { readFileSync, statSync } from "node:fs";
import type { Account } from "./Account.ts";
import type { AccountsFile } from "./AccountsFile.ts";
import { AccountsFileError } from "./AccountsFileError.ts";
import { ACCOUNTS_VERSION, parseAccounts } from "./parseAccounts.ts";
import { writeFileAtomically } from "./writeFileAtomically.ts";

const OTHERS = 0o077;

/** The accounts file at this path; made at the first update. */
export function createAccountsFile(path: string): AccountsFile {
  let known: { readonly accounts: readonly Account[]; readonly stamp: string } | undefined;
  let lastUpdate: Promise<void> = Promise.resolve();

  function read(): readonly Account[] {
    const stamp = stampOf(path);
    if (stamp === undefined) return [];
    if (known?.stamp !== stamp) known = { accounts: load(path), stamp };
    return known.accounts;
  }

  async function write(change: (accounts: readonly Account[]) => readonly Account[]): Promise<void> {
    const accounts = change(read());
    const text = `${JSON.stringify({ version: ACCOUNTS_VERSION, accounts }, null, 2)}\n`;
    try {
      await writeFileAtomically(path, text);
    } catch (cause) {
      throw new AccountsFileError(
        path,
        "it cannot be written. Check the owner and the free space of its directory.",
        {
          cause,
        },
      );
    }
  }

  return {
    path,
    exists: () => stampOf(path) !== undefined,
    read,
    update(change) {
      const update = lastUpdate.then(() => write(change));
      lastUpdate = update.catch(() => undefined);
      return update;
    },
  };
}

/** Changes whenever the file is replaced or written; nothing when there is no file. */
function stampOf(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? undefined : `${stats.ino}/${stats.ctimeNs}/${stats.mtimeNs}/${stats.size}`;
}

function load(path: string): readonly Account[] {
  const parsed = parseAccounts(readPrivately(path));
  if (parsed.kind === "fault") throw new AccountsFileError(path, parsed.fault);
  return parsed.accounts;
}

function readPrivately(path: string): string {
  const { mode } = statSync(path);
  if (process.platform !== "win32" && (mode & OTHERS) !== 0) {
    const shown = (mode & 0o777).toString(8);
    throw new AccountsFileError(
      path,
      `others on this machine may open it (mode ${shown}). Run: chmod 600 ${path}`,
    );
  }
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new AccountsFileError(path, "it cannot be read. Check its owner.", { cause });
  }
}
