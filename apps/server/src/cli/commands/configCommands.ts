import type { Command } from "commander";
import { settings } from "../../config/settings.ts";
import { effectiveSettings } from "../effectiveSettings.ts";
import { tryReadConfiguration } from "../tryReadConfiguration.ts";
import { type CommandDefinition, defineCommand, type Perform } from "./defineCommand.ts";
import { describeSettings } from "./describeSettings.ts";

/** Adds `config` with all its commands. */
export function addConfigCommands(program: Command, perform: Perform): void {
  const config = program.command("config").description("Look after the settings.");
  defineCommand(config, check, perform);
}

const check: CommandDefinition<object> = {
  usage: "check",
  summary: "Show every setting as it takes effect, and everything that is wrong with them.",
  description: `Secrets are never shown. There are ${Object.keys(settings).length} settings, all of them environment variables; docs/settings.md describes them.`,
  examples: [
    "gatehouse config check",
    "gatehouse config check --settings /etc/gatehouse/gatehouse.env",
    "gatehouse config check --json | jq '.settings[] | select(.source != \"default\")'",
  ],
  answerNo: "there are faults; the server would not start",
  async run(invocation) {
    const { configuration, faults } = tryReadConfiguration(invocation.settings.environment);
    return describeSettings(effectiveSettings(invocation.settings, configuration), faults);
  },
};
