import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { formatAccounts, parseAccounts } from "../../accounts/accountsFile.ts";
import { writePrivately } from "../backup/writePrivately.ts";
import { UsageError } from "../commandErrors.ts";
import type { Report } from "../Invocation.ts";
import { countOf, printable } from "../terminal/formatTable.ts";
import { withAdministration } from "../withAdministration.ts";
import { type CommandDefinition, defineCommand, type Perform } from "./defineCommand.ts";

/** Adds `accounts export` and `accounts import`. */
export function addAccountsFileCommands(accounts: Command, perform: Perform): void {
  defineCommand(accounts, exportAccounts, perform);
  defineCommand(accounts, importAccounts, perform);
}

const exportAccounts: CommandDefinition<{ withSecrets?: true; output?: string }> = {
  usage: "export",
  summary: "Write all accounts as readable JSON.",
  description:
    "Password hashes are omitted by default; only a file with them can be imported. Protect such a file like the data directory.",
  options: [
    { flags: "--with-secrets", meaning: "include the password hashes; requires --output" },
    {
      flags: "--output <file>",
      meaning: "a new file, created with mode 600; otherwise stdout",
    },
  ],
  examples: [
    "gatehouse accounts export",
    "gatehouse accounts export --with-secrets --output /mnt/backup/accounts.json",
  ],
  async run(invocation, { options: { withSecrets = false, output } }) {
    if (withSecrets && output === undefined) {
      throw new UsageError(
        "Password hashes are written into a file that only you can open, never to a screen or a pipe. Add --output <file>.",
      );
    }
    const accounts = await withAdministration({
      invocation,
      purpose: withSecrets ? "change" : "look",
      run: (administration) => administration.exportAccounts({ secrets: withSecrets }),
    });
    const text = formatAccounts(accounts);
    if (output === undefined) return { data: { accounts }, lines: () => [text.trimEnd()] };
    writeNew(output, text);
    const sentence = `${countOf(accounts.length, "account")} written to ${printable(output)}.`;
    return {
      data: { file: output, accounts: accounts.length },
      lines: (style) => [`${style.good("✓")} ${sentence}`],
    };
  },
};

function writeNew(file: string, text: string): void {
  try {
    writePrivately(file, text);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new UsageError(
      `${printable(file)} cannot be written (${reason}). Name a file that does not exist yet, in a directory that does.`,
    );
  }
}

const importAccounts: CommandDefinition<{ replace?: true }> = {
  usage: "import <file>",
  summary: "Add the accounts of an export with password hashes.",
  description:
    "New accounts of the file are added all at once, or none. With --replace, existing accounts get the password, roles and state of the file, and their sessions end, one account after the other. If one cannot be replaced, the command stops there, and reports how many were added and replaced and at which account it stopped. Each account is then replaced or unchanged. Run the same command again: it imports the whole file.",
  options: [{ flags: "--replace", meaning: "replace existing accounts" }],
  examples: [
    "gatehouse accounts import /mnt/backup/accounts.json",
    "gatehouse accounts import /mnt/backup/accounts.json --replace",
  ],
  negativeOutcome: "the file holds no usable accounts, or a name is taken",
  async run(invocation, { arguments: [file = ""], options }) {
    const parsed = parseAccounts(read(file));
    if (parsed.kind === "fault")
      throw new UsageError(`${printable(file)} cannot be imported: ${parsed.fault}`);
    const { accounts } = parsed;
    const outcome = await withAdministration({
      invocation,
      purpose: "change",
      run: (administration) => administration.importAccounts({ accounts, replace: options.replace === true }),
    });
    return describeImport(outcome);
  },
};

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new UsageError(`${printable(file)} cannot be read (${reason}).`);
  }
}

function describeImport(outcome: {
  readonly added: number;
  readonly replaced: number;
  readonly endedSessions: number;
}): Report {
  const { added, replaced, endedSessions } = outcome;
  return {
    data: { ...outcome },
    lines: (style) => [
      `${style.good("✓")} ${countOf(added, "account")} added, ${replaced} replaced.`,
      ...(endedSessions === 0 ? [] : [`  ${countOf(endedSessions, "live session")} ended with it.`]),
    ],
  };
}
