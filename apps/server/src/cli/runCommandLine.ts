import { userInfo } from "node:os";
import { type Command, CommanderError } from "commander";
import { createWallClock } from "../composition/createSystemClock.ts";
import type { Environment } from "../config/createSettingsReader.ts";
import { UsageError } from "./commandErrors.ts";
import { commandName, createHintWriter } from "./commandName.ts";
import { createProgram, type ProgramOptions } from "./createProgram.ts";
import { describeFailure, type ExitCode, exitCodes, type Failure } from "./describeFailure.ts";
import type { CommandLine, Invocation, Report } from "./Invocation.ts";
import { readEnvironment } from "./readEnvironment.ts";
import { createStyle, type Style } from "./terminal/createStyle.ts";

/** Options that users try for a password: `-p`, `--pass`, `--password`, with or without a value. */
const PASSWORD_OPTION = /^(-p.*|--pw.*|--pass(?!word-stdin$).*)$/;

interface Terminal extends Pick<Invocation, "hint"> {
  readonly line: CommandLine;
}

/**
 * Runs one command and prints its outcome.
 *
 * With `--json`, `stdout` gets exactly one JSON document, also when the command fails; without, errors go to `stderr`.
 *
 * @returns what the process is to exit with once nothing keeps it running
 */
export async function runCommandLine(line: CommandLine): Promise<ExitCode> {
  const wantsJson = line.arguments.includes("--json");
  // The reader of the output may stop in the middle, as `head` does.
  line.stdout.on("error", () => undefined);
  const hint = createHintWriter(commandName(line.environment, process.cwd()));
  let exitCode: ExitCode = exitCodes.done;
  try {
    rejectPasswords(line.arguments);
    const program = createProgram(async (command, run) => {
      exitCode = await perform({ line, hint }, command, run);
    });
    silence(program, { line, hint }, wantsJson);
    await program.parseAsync(line.arguments, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    const failure = describeFailure(error);
    printFailure(line, { ...failure, message: hint(failure.message) }, wantsJson);
    return failure.exitCode;
  }
}

async function perform(
  { line, hint }: Terminal,
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
    notify: (message) => line.stderr.write(`${errorStyle.warning("!")} ${hint(message)}\n`),
    hint,
  });
  const ok = report.ok ?? true;
  if (options.json) line.stdout.write(`${JSON.stringify({ ok, ...report.data })}\n`);
  else line.stdout.write(hint(`${report.lines(createStyle({ stream: line.stdout, noColor })).join("\n")}\n`));
  return ok ? exitCodes.done : exitCodes.no;
}

/** Errors are thrown instead of printed, and printed by us. */
function silence(program: Command, { line, hint }: Terminal, wantsJson: boolean): void {
  const style = createStyle({ stream: line.stdout, noColor: line.arguments.includes("--no-color") });
  for (const command of allCommands(program)) {
    command
      .exitOverride()
      .configureHelp({ showGlobalOptions: true, ...helpColors(style) })
      .configureOutput({
        writeOut: (text) => line.stdout.write(hint(text)),
        // Help that is shown because a command was left out; other errors are thrown.
        writeErr: (text) => wantsJson || line.stderr.write(hint(text)),
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

/**
 * Who sits at the machine, for the audit trail: the user of the operating system, and who became that user by sudo.
 * A user without a name, as in a container, goes by number.
 */
function operatorName(environment: Environment): string {
  const name = currentUser();
  const before = environment.SUDO_USER;
  return before === undefined || before === name ? name : `${before} as ${name}`;
}

function currentUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}

/**
 * Rejects a password on the command line, without repeating it.
 *
 * @throws {UsageError} when there is one
 */
export function rejectPasswords(words: readonly string[]): void {
  if (!words.some((word) => PASSWORD_OPTION.test(word))) return;
  throw new UsageError(
    "A password on the command line is visible to every user of this machine and stays in the history of the shell, so it is rejected. Omit it to be asked for it, or pipe it in with --password-stdin. If that was a real password, change it.",
  );
}
