import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** The programs that tests run as processes of their own. */
export type ProcessName = "endSessions" | "serveCalls" | "fillDisk" | "changeAccount";

/** What a process is started with. */
export interface ProcessOptions {
  readonly name: ProcessName;
  readonly args: readonly string[];
  /** See `stopAtStep`. */
  readonly stop?: { readonly when: string; readonly at: number; readonly how: "kill" | "exit" };
}

/** Starts one of the programs beside this file; it is gone when the test is over. */
export function startProcess({ name, args, stop }: ProcessOptions): ChildProcess {
  const preload = new URL("./stopAtStep.ts", import.meta.url).href;
  const child = spawn(
    process.execPath,
    [...(stop === undefined ? [] : ["--import", preload]), ...argumentsOf({ name, args })],
    {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
      env: {
        ...process.env,
        ...(stop === undefined ? {} : { STOP_WHEN: stop.when, STOP_AT: String(stop.at), STOP_HOW: stop.how }),
      },
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** What Node is started with to run one of the programs. */
export function argumentsOf({ name, args }: ProcessOptions): string[] {
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  return ["--conditions=@gatehouse/source", file, ...args];
}
