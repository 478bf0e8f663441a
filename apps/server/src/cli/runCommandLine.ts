import { type Command, CommanderError } from "commander";
import { createWallClock } from "../composition/createWallClock.ts";
import type { CommandLine } from "./CommandLine.ts";
import { createProgram, type ProgramOptions } from "./createProgram.ts";
import { describeFailure, type Failure } from "./describeFailure.ts";
import { type ExitCode, exitCodes } from "./ExitCode.ts";
import type { Invocation } from "./Invocation.ts";
import { operatorName } from "./operatorName.ts";
import type { Report } from "./Report.ts";
import { readEnvironment } from "./readEnvironment.ts";
import { refusePasswords } from "./refusePasswords.ts";
import { createStyle, type Style } from "./terminal/createStyle.ts";

/**
 * Runs one command and prints its outcome.
 *
 * With `--json`, `stdout` gets exactly one JSON document, also when the command fails; without, errors go to `stderr`.
 *
 * @returns what the process is to exit with once nothing keeps it running
 */
export async function runCommandLine(line: CommandLine): Promise<ExitCode> {
  const wantsJson = line.arguments.includes("--json");
  // Whoever reads the output may stop in the middle, as `head` does.
  line.stdout.on("error", () => undefined);
  let exitCode: ExitCode = exitCodes.done;
  try {
    refusePasswords(line.arguments);
    const program = createProgram(async (command, run) => {
      exitCode = await perform(line, command, run);
    });
    silence(program, line, wantsJson);
    await program.parseAsync(line.arguments, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    const failure = describeFailure(error);
    printFailure(line, failure, wantsJson);
    return failure.exitCode;
  }
}

async function perform(
  line: CommandLine,
  command: Command,
  run: (invocation: Invocation) => Promise<Report>,
): Promise<ExitCode> {
  const options = command.optsWithGlobals<ProgramOptions>();
  const noColor = !options.color;
  const errorStyle = createStyle({ stream: line.stderr, noColor });
  const report = await run({
    line,
    settings: readEnvironment(line.environment, options),
    operator: operatorName(line.environment),
    wallClock: createWallClock(),
    json: options.json === true,
    notify: (message) => line.stderr.write(`${errorStyle.warning("!")} ${message}\n`),
  });
  const ok = report.ok ?? true;
  if (options.json) line.stdout.write(`${JSON.stringify({ ok, ...report.data })}\n`);
  else line.stdout.write(`${report.lines(createStyle({ stream: line.stdout, noColor })).join("\n")}\n`);
  return ok ? exitCodes.done : exitCodes.no;
}

/** Errors are thrown instead of printed, and printed by us. */
function silence(program: Command, line: CommandLine, wantsJson: boolean): void {
  const style = createStyle({ stream: line.stdout, noColor: line.arguments.includes("--no-color") });
  for (const command of allCommands(program)) {
    command
      .exitOverride()
      .configureHelp({ showGlobalOptions: true, ...helpColors(style) })
      .configureOutput({
        writeOut: (text) => line.stdout.write(text),
        // Help that is shown because a command was left out; other errors are thrown.
        writeErr: (text) => wantsJson || line.stderr.write(text),
        outputError: () => undefined,
      });
  }
}

function helpColors(style: Style): { styleTitle: Style["strong"]; styleUsage: Style["strong"] } {
  return { styleTitle: style.strong, styleUsage: (text) => text };
}

function allCommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(allCommands)];
}

function printFailure(line: CommandLine, { code, message }: Failure, wantsJson: boolean): void {
  if (wantsJson) {
    line.stdout.write(`${JSON.stringify({ ok: false, error: { code, message } })}\n`);
    return;
  }
  const style = createStyle({ stream: line.stderr, noColor: line.arguments.includes("--no-color") });
  line.stderr.write(`${style.bad("✗")} ${message}\n`);
}
