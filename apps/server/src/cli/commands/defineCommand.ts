import type { Command } from "commander";
import type { Invocation, Report } from "../Invocation.ts";

/** A command that can be called: what it is named, and what it does. */
export interface CommandDefinition<Options> {
  /** Name and arguments, in commander's words: `disable <username>`. */
  readonly usage: string;
  /** One sentence. */
  readonly summary: string;
  /** More for `--help`. */
  readonly description?: string;
  /** Flags, what they mean, and the default. */
  readonly options?: readonly CommandOption[];
  /** Whole lines, for `--help`. */
  readonly examples: readonly string[];
  /** The meaning of exit code 1 for this command. */
  readonly negativeOutcome?: string;
  run(invocation: Invocation, call: CommandCall<Options>): Promise<Report>;
}

/** An option of a command. */
export interface CommandOption {
  /** In commander's words: `--limit <number>`. */
  readonly flags: string;
  readonly meaning: string;
  readonly defaultValue?: string;
  /** Whether it may be given more than once; the values come as a list, if there are any. */
  readonly repeats?: true;
}

/** The arguments and options of a call. */
interface CommandCall<Options> {
  readonly arguments: readonly string[];
  readonly options: Options;
}

/** Runs what a command does and prints the outcome. */
export type Perform = (command: Command, run: (invocation: Invocation) => Promise<Report>) => Promise<void>;

/** Adds a command to its parent. */
export function defineCommand<Options extends object>(
  parent: Command,
  definition: CommandDefinition<Options>,
  perform: Perform,
): void {
  const command = parent.command(definition.usage).summary(definition.summary);
  command.description([definition.summary, definition.description].filter(Boolean).join("\n\n"));
  for (const option of definition.options ?? []) addOption(command, option);
  command.addHelpText("after", helpFooter(definition));
  command.action(async () => {
    const call = { arguments: command.args, options: command.opts<Options>() };
    await perform(command, (invocation) => definition.run(invocation, call));
  });
}

function addOption(command: Command, { flags, meaning, defaultValue, repeats }: CommandOption): void {
  if (repeats) {
    const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
    command.option(flags, meaning, collect);
    return;
  }
  command.option(flags, meaning, defaultValue);
}

function helpFooter({
  examples,
  negativeOutcome,
}: Pick<CommandDefinition<object>, "examples" | "negativeOutcome">): string {
  const codes = [
    "0 done",
    ...(negativeOutcome === undefined ? [] : [`1 ${negativeOutcome}`]),
    "2 the command could not run",
  ];
  return [
    "",
    examples.length === 1 ? "Example:" : "Examples:",
    ...examples.map((line) => `  $ ${line}`),
    "",
    "Exit codes:",
    ...codes.map((code) => `  ${code}`),
  ].join("\n");
}
