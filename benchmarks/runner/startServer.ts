import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Contender } from "./Contender.ts";
import type { RunningServer } from "./RunningServer.ts";

const SERVER_CORE = "0";
const TASKSET = "/usr/bin/taskset";
const MICROSECONDS_PER_TICK = 10_000;
const START_LIMIT_MS = 30_000;

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

/** Fields 14 and 15 of /proc/<pid>/stat are user and system time in ticks. */
function readCpuMicroseconds(pid: number): number | undefined {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return undefined;
  const fields = readFileSync(path, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * MICROSECONDS_PER_TICK;
}

function launch({ script, env }: Contender, extra: Readonly<Record<string, string>>): ChildProcess {
  const node = [
    process.execPath,
    "--conditions=@gatehouse/source",
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
    cpuMicroseconds: () => readCpuMicroseconds(child.pid ?? 0),
    stop: async () => {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}
