import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import type { ProgramName } from "./bundled.ts";

/** What a process is started with. */
export interface ProcessOptions {
  readonly name: Exclude<ProgramName, "stopAtStep">;
  readonly args: readonly string[];
  /** The file that `stopAtStep` waits for, where it is loaded before. */
  readonly stopWhen?: string;
}

/** Starts one of the programs beside this file; it is gone when the test is over. */
export function startProcess({ name, args, stopWhen }: ProcessOptions): ChildProcess {
  const preload = pathToFileURL(programOf("stopAtStep")).href;
  const child = spawn(
    process.execPath,
    [...(stopWhen === undefined ? [] : ["--import", preload]), ...argumentsOf({ name, args })],
    {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
      env: { ...process.env, ...(stopWhen === undefined ? {} : { STOP_WHEN: stopWhen }) },
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** What Node is started with to run one of the programs. */
export function argumentsOf({ name, args }: ProcessOptions): string[] {
  return ["--conditions=@gatehouse/source", programOf(name), ...args];
}

function programOf(name: ProgramName): string {
  return join(process.env.PROGRAMS ?? "", `${name}.mjs`);
}
