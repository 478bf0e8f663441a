import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** The programs that tests run as processes of their own. */
export type ProcessName = "endSessions" | "answerCalls" | "fillDisk" | "changeAccount";

/** What a process is started with. */
export interface ProcessOptions {
  readonly name: ProcessName;
  readonly args: readonly string[];
}

/** Starts one of the programs beside this file; it is gone when the test is over. */
export function startProcess({ name, args }: ProcessOptions): ChildProcess {
  const child = spawn(process.execPath, argumentsOf({ name, args }), {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** What Node is started with to run one of the programs. */
export function argumentsOf({ name, args }: ProcessOptions): string[] {
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  return ["--conditions=@gatehouse/source", file, ...args];
}
