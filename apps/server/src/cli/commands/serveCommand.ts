import type { Command } from "commander";
import { serve } from "../serve.ts";
import { type CommandDefinition, defineCommand, type Perform } from "./defineCommand.ts";

/** Adds `serve`. */
export function addServeCommand(program: Command, perform: Perform): void {
  defineCommand(program, definition, perform);
}

const definition: CommandDefinition<object> = {
  usage: "serve",
  summary: "Start the server and keep it running.",
  description:
    "The settings are environment variables; gatehouse config check shows them. SIGTERM and SIGINT stop the server: requests in flight finish first.",
  examples: ["gatehouse serve", "GATEHOUSE_DATA_DIR=/var/lib/gatehouse gatehouse serve"],
  run: (invocation) => serve(invocation),
};
