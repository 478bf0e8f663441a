import type { Command } from "commander";
import { withAdministration } from "../withAdministration.ts";
import { type CommandDefinition, defineCommand, type Perform } from "./defineCommand.ts";

/** Adds `sign-ins` with all its commands. */
export function addSignInsCommands(program: Command, perform: Perform): void {
  const signIns = program
    .command("sign-ins")
    .description("Disable and enable new sign-ins. Live sessions continue.");
  defineCommand(signIns, status, perform);
  defineCommand(signIns, close, perform);
  defineCommand(signIns, open, perform);
}

const status: CommandDefinition<object> = {
  usage: "status",
  summary: "Show whether sign-ins are enabled.",
  examples: ["gatehouse sign-ins status"],
  negativeOutcome: "sign-ins are disabled",
  async run(invocation) {
    const { closed } = await withAdministration({
      invocation,
      purpose: "look",
      run: (administration) => administration.areSignInsClosed({}),
    });
    return {
      ok: !closed,
      data: { closed },
      lines: (style) => [closed ? style.warning("Sign-ins are disabled.") : "Sign-ins are enabled."],
    };
  },
};

const close = switchCommand("close", {
  summary: "Disable new sign-ins.",
  outcome: "Sign-ins are disabled. Live sessions continue; enable sign-ins with: gatehouse sign-ins open",
});
const open = switchCommand("open", {
  summary: "Enable sign-ins again.",
  outcome: "Sign-ins are enabled.",
});

function switchCommand(
  name: "close" | "open",
  { summary, outcome }: { readonly summary: string; readonly outcome: string },
): CommandDefinition<object> {
  return {
    usage: name,
    summary,
    examples: [`gatehouse sign-ins ${name}`],
    async run(invocation) {
      const { closed } = await withAdministration({
        invocation,
        purpose: "change",
        run: (administration) => administration.setSignInsClosed({ closed: name === "close" }),
      });
      return { data: { closed }, lines: (style) => [`${style.good("✓")} ${outcome}`] };
    },
  };
}
