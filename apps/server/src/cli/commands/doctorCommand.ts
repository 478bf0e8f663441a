import type { Command } from "commander";
import { SERVER_VERSION } from "../../composition/SERVER_VERSION.ts";
import { type CommandDefinition, defineCommand, type Perform } from "./defineCommand.ts";
import { describeFindings } from "./describeFindings.ts";

/** Adds `doctor`. */
export function addDoctorCommand(program: Command, perform: Perform): void {
  defineCommand(program, definition, perform);
}

const definition: CommandDefinition<object> = {
  usage: "doctor",
  summary: "Check everything that a server needs, and say what to do.",
  description:
    "Nothing is changed, and it does not matter whether a server runs. Run it as the user of the server, with the settings of the server.",
  examples: [
    "gatehouse doctor",
    "sudo -u gatehouse gatehouse doctor --settings /etc/gatehouse/gatehouse.env",
    "gatehouse doctor --json | jq '.checks[] | select(.status != \"ok\")'",
  ],
  answerNo: "a check failed; warnings do not count",
  async run(invocation) {
    // Loaded when asked for: no other command looks at all of this.
    const { examine } = await import("../doctor/examine.ts");
    return describeFindings(await examine(invocation), SERVER_VERSION);
  },
};
