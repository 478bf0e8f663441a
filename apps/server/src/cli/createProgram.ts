import { Command } from "commander";
import { SERVER_VERSION } from "../composition/SERVER_VERSION.ts";
import { addAccountsCommands } from "./commands/addAccountsCommands.ts";
import { addAuditCommands } from "./commands/addAuditCommands.ts";
import { addBackupCommand } from "./commands/addBackupCommand.ts";
import { addConfigCommands } from "./commands/addConfigCommands.ts";
import { addDoctorCommand } from "./commands/addDoctorCommand.ts";
import { addSessionsCommands } from "./commands/addSessionsCommands.ts";
import { addSignInsCommands } from "./commands/addSignInsCommands.ts";
import { type CommandDefinition, defineCommand, type Perform } from "./commands/defineCommand.ts";
import { serve } from "./serve.ts";

/** The options of the program itself. */
export interface ProgramOptions {
  readonly json?: true;
  readonly dataDir?: string;
  readonly settings?: string;
  readonly color: boolean;
}

const definition: CommandDefinition<object> = {
  usage: "serve",
  summary: "Start the server and keep it running.",
  description:
    "The settings are environment variables; gatehouse config check shows them. SIGTERM and SIGINT stop the server: requests in flight finish first.",
  examples: ["gatehouse serve", "GATEHOUSE_DATA_DIR=/var/lib/gatehouse gatehouse serve"],
  run: (invocation) => serve(invocation),
};

const FOOTER = `
Accounts and sessions are changed through the running server, over a socket in its data directory that only its owner
and root can open; when no server runs, the data directory itself is changed.

Exit codes:
  0 done, or the outcome is positive
  1 the outcome is negative: a check failed, there is no such thing, or a password may not be used
  2 the command could not run: wrong usage or settings, no access, no response

Examples:
  $ gatehouse serve
  $ gatehouse doctor
  $ gatehouse accounts add ada --role 'System Administrator'
  $ gatehouse sessions list --json`;

/** Makes the program with all its commands. */
export function createProgram(perform: Perform): Command {
  const program = new Command("gatehouse")
    .description("Serves and administers the sessions of an appliance.")
    .version(`${SERVER_VERSION} (Node ${process.versions.node})`)
    .option("--json", "print the outcome as one JSON document")
    .option("--data-dir <path>", "the data directory, instead of GATEHOUSE_DATA_DIR")
    // Not --env-file: Node interprets that as its own option at any position of the command line.
    .option("--settings <path>", "a file with settings, one NAME=value in a line; the environment wins")
    .option("--no-color", "no colours, also in a terminal")
    .addHelpText("after", FOOTER);
  addServeCommand(program, perform);
  addAccountsCommands(program, perform);
  addSessionsCommands(program, perform);
  addSignInsCommands(program, perform);
  addAuditCommands(program, perform);
  addConfigCommands(program, perform);
  addBackupCommand(program, perform);
  addDoctorCommand(program, perform);
  return program;
}

/** Adds `serve`. */
function addServeCommand(program: Command, perform: Perform): void {
  defineCommand(program, definition, perform);
}
