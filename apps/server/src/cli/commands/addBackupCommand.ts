import { resolve } from "node:path";
import type { Command } from "commander";
import { readConfiguration } from "../../config/readConfiguration.ts";
import type { Backup } from "../backup/createBackup.ts";
import type { Report } from "../Invocation.ts";
import type { Style } from "../terminal/createStyle.ts";
import { formatBytes, formatTable, printable } from "../terminal/formatTable.ts";
import { checkDataDirectory, withAdministration } from "../withAdministration.ts";
import { type CommandDefinition, defineCommand, type Perform } from "./defineCommand.ts";

/** Adds `backup`. */
export function addBackupCommand(program: Command, perform: Perform): void {
  defineCommand(program, definition, perform);
}

const definition: CommandDefinition<object> = {
  usage: "backup <directory>",
  summary: "Copy the data directory, also while the server runs.",
  description: [
    "The directory must not exist yet. It gets the store with all accounts and sessions, the self-signed certificate and the audit trail, each as it is at one moment, and SHA256SUMS for sha256sum --check. Every copy is checked.",
    "To restore: stop the server, put the files into an empty data directory of the same owner and mode 700, start the server. The server ends all sessions of a restored copy. Passwords are those at the time of the backup.",
    "Protect a backup like the data directory: it contains password hashes and a private key.",
  ].join("\n\n"),
  examples: [
    "gatehouse backup /mnt/backup/gatehouse-$(date +%F)",
    "cd /mnt/backup/gatehouse-2026-11-24 && sha256sum --check SHA256SUMS",
  ],
  async run(invocation, { arguments: [directory = ""] }) {
    // Loaded when asked for: no other command copies anything.
    const { checkPaths, createBackup } = await import("../backup/createBackup.ts");
    const configuration = readConfiguration(invocation.settings.environment);
    const target = resolve(directory);
    checkDataDirectory(configuration.dataDirectory);
    // Before anything is opened: a rejection leaves nothing behind, not even a line in the audit trail.
    checkPaths(configuration, target);
    const backup = await withAdministration({
      invocation,
      purpose: "change",
      run: (administration) =>
        createBackup({
          configuration,
          target,
          nowMs: invocation.wallClock.nowMs(),
          announce: () => administration.noteBackup({}),
        }),
    });
    return describeBackup(backup);
  },
};

function describeBackup({ target, files, notIncluded }: Backup): Report {
  return {
    data: { directory: target, files, notIncluded },
    lines: (style: Style) => [
      `${style.good("✓")} Backup in ${printable(target)}`,
      "",
      ...formatTable(
        { titles: ["file", "size"], rows: files.map(({ name, bytes }) => [name, formatBytes(bytes)]) },
        style,
      ).map((line) => `  ${line}`),
      "",
      style.strong("Not included:"),
      ...notIncluded.map((sentence) => `  ${sentence}`),
    ],
  };
}
