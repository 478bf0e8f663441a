import { ContractError, UsageError } from "@gatehouse/contract";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { InvalidCheckOptionsError, ServerUnreachableError, SignInFailedError } from "../check/errors.ts";
import { type CheckCommandOptions, checkCommand } from "./checkCommand.ts";
import { EXIT, type Io } from "./Io.ts";
import { REPORT_FORMATS } from "./report/renderReport.ts";

/** Makes the command line `gatehouse-contract`; `onExit` is called with the exit code of the command that ran. */
function createProgram(io: Io, onExit: (code: number) => void): Command {
  const program = new Command("gatehouse-contract")
    .description("Validates servers against their OpenAPI documents.")
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err });
  const check = addCheckOptions(program.command("check").exitOverride())
    .addHelpText("after", EXAMPLES)
    .action(async (document: string, options: CheckCommandOptions) => {
      onExit(await checkCommand(document, options, io));
    });
  check.configureOutput({ writeOut: io.out, writeErr: io.err });
  return program;
}

function addCheckOptions(command: Command): Command {
  return command
    .description(
      "Sends valid, boundary and invalid requests to a running server and validates every response.",
    )
    .argument("<document>", "path or address of the OpenAPI document")
    .requiredOption("--base-url <url>", "the server; its path replaces the path prefix of the document")
    .option(
      "-H, --header <header>",
      "a header for every request, 'name: value', or @file with one per line",
      collect,
    )
    .option("--credential <scheme=value>", "the credential of a security scheme, by its name", collect)
    .option(
      "--login-command <command>",
      "prints fresh credentials as header lines; called whenever they are needed",
    )
    .option("--seed <n>", "the same seed sends the same requests", integer, 1)
    .option("--cases <n>", "requests per operation; every limit is tried at least once", positive, 200)
    .option("--rate <n>", "requests per second at most", positive)
    .option("--time-limit <seconds>", "end after this time", positive)
    .option("--max-requests <n>", "end after this many requests", positive)
    .option("--only <operationId>", "check this operation only; can be repeated", collect)
    .option("--skip <operationId>", "leave this operation out; can be repeated", collect)
    .addOption(new Option("--report <format>", "write a report file").choices(REPORT_FORMATS))
    .option("--output <file>", "the report file (default: contract-report.html, .xml or .json)")
    .option("--json", "print the report as JSON in place of the summary")
    .option("--insecure", "trust any TLS certificate")
    .option("--cacert <file>", "trust the certificates in this PEM file in place of the system's");
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function integer(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError("It has to be a whole number.");
  return Number(text);
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError("It has to be a number above zero.");
  return value;
}

const EXAMPLES = `
Examples:
  $ gatehouse-contract check openapi.yaml --base-url https://staging.example/api
  $ gatehouse-contract check openapi.yaml --base-url http://localhost:8080 -H 'Authorization: Bearer '"$TOKEN"
  $ gatehouse-contract check openapi.yaml --base-url https://localhost:8443 --cacert ca.pem \\
      --login-command 'curl -s -D - -o /dev/null --cacert ca.pem -H "content-type: application/json" \\
        --data-binary @credentials.json https://localhost:8443/sign-in'
  $ gatehouse-contract check openapi.yaml --base-url http://localhost:8080 --cases 2000 --rate 50 --report html

It sends requests of every method, deleting ones too: only check a server whose data may be deleted.
Exit code: 0 no findings, 1 findings, 2 it could not run.
`;

/**
 * Runs the command line `gatehouse-contract`.
 *
 * @returns the exit code
 */
export async function runCli(words: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.clean;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(words, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has written its message, help included.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.couldNotRun;
    io.err(`${isExpected(error) ? error.message : describeUnexpected(error)}\n`);
    return EXIT.couldNotRun;
  }
}

function isExpected(error: unknown): error is Error {
  return [
    ContractError,
    InvalidCheckOptionsError,
    ServerUnreachableError,
    SignInFailedError,
    UsageError,
  ].some((kind) => error instanceof kind);
}

function describeUnexpected(error: unknown): string {
  return `This is an error of gatehouse-contract itself:\n${error instanceof Error ? error.stack : String(error)}`;
}
