import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { startProcess } from "./startProcess.ts";

/** One call that `serveCalls` makes on the store. */
export interface Call {
  readonly name: "touch" | "take" | "endAll" | "createMany";
  readonly nowMs: number;
  readonly tokenHash?: string;
  readonly count?: number;
}

/** Another process on the store at this path; one of several, unless it is the sole writer. */
export async function createOtherProcess(path: string, { soleWriter = false } = {}) {
  const args = soleWriter ? [path, "soleWriter"] : [path];
  const child = startProcess({ name: "serveCalls", args });
  const startup = await nextMessage(child);
  return {
    startup,
    async kill(): Promise<void> {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
    async call(call: Call): Promise<number> {
      const reply = nextMessage(child);
      child.send(call);
      return reply;
    },
  };
}

async function nextMessage(child: ChildProcess): Promise<number> {
  const [message] = await once(child, "message");
  return Number(message);
}
