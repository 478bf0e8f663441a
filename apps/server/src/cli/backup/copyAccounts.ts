import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createAccountsFile } from "../../accounts/createAccountsFile.ts";
import { ACCOUNTS_FILE_NAME } from "../../accounts/openAccounts.ts";
import { writePrivately } from "./writePrivately.ts";

/**
 * Copies the accounts file and reads the copy. The file is only ever replaced as a whole, so it is read as a whole.
 *
 * @returns the names of what was copied
 * @throws {AccountsFileError} when the copy cannot be used
 */
export function copyAccounts(dataDirectory: string, folder: string): readonly string[] {
  const target = join(folder, ACCOUNTS_FILE_NAME);
  writePrivately(target, readFileSync(join(dataDirectory, ACCOUNTS_FILE_NAME)));
  createAccountsFile(target).read();
  return [ACCOUNTS_FILE_NAME];
}
