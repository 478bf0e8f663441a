import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Contender } from "./Contender.ts";
import type { RunningServer } from "./RunningServer.ts";

const SERVER_CORE = "0";
const TASKSET = "/usr/bin/taskset";
const REPORT_CPU_USAGE = new URL("reportCpuUsage.ts", import.meta.url).href;
const START_LIMIT_MS = 120_000;

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}

async function waitUntilListening(port: number): Promise<void> {
  for (const started = performance.now(); performance.now() - started < START_LIMIT_MS; ) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await delay(5);
  }
  throw new Error(`Nothing listens on port ${port} after ${START_LIMIT_MS} ms.`);
}

function launch(
  { script, env, nodeArguments = [] }: Contender,
  extra: Readonly<Record<string, string>>,
): ChildProcess {
  const node = [
    process.execPath,
    "--conditions=@gatehouse/source",
    `--import=${REPORT_CPU_USAGE}`,
    ...nodeArguments,
    fileURLToPath(new URL(`../${script}`, import.meta.url)),
  ];
  const pinned = existsSync(TASKSET) ? [TASKSET, "-c", SERVER_CORE, ...node] : node;
  const [command = process.execPath, ...args] = pinned;
  return spawn(command, args, {
    env: { ...process.env, NODE_ENV: "production", ...env, ...extra },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

async function findPort(child: ChildProcess, announced: number | undefined): Promise<number> {
  if (announced === undefined) {
    const [message] = await Promise.race([
      once(child, "message"),
      once(child, "exit").then(([code]) =>
        Promise.reject(new Error(`The server ended with ${code} before it listened.`)),
      ),
    ]);
    return (message as { port: number }).port;
  }
  await waitUntilListening(announced);
  return announced;
}

async function askCpuMicroseconds(child: ChildProcess): Promise<number> {
  child.send("cpuUsage");
  const [message] = await once(child, "message");
  return (message as { cpuMicroseconds: number }).cpuMicroseconds;
}

/** Starts a server on a core of its own, where the system has `taskset`. */
export async function startServer(contender: Contender): Promise<RunningServer> {
  const wanted = contender.portVariable === undefined ? undefined : await findFreePort();
  const started = performance.now();
  const child = launch(
    contender,
    contender.portVariable === undefined ? {} : { [contender.portVariable]: String(wanted) },
  );
  const port = await findPort(child, wanted);
  return {
    port,
    bootMs: performance.now() - started,
    cpuMicroseconds: () => askCpuMicroseconds(child),
    stop: async () => {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}
