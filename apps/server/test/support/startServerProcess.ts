import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { bundledMain } from "./bundled.ts";

/** The real server in a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** `https://127.0.0.1:<port>`. */
  readonly origin: string;
  /** `http://127.0.0.1:<port>` of the listener for monitors. */
  readonly managementOrigin: string;
  readonly dataDirectory: string;
  /** Its output so far. */
  output(): string;
  errors(): string;
  /** Sends a signal and gives the exit code. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

/** Makes an empty data directory that goes away with the test. */
export function createDataDirectory(): string {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-e2e-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The program to start, and its options. */
interface StartOptions {
  /** Shell commands that set limits of the process, such as `ulimit -n 80`. */
  readonly limits?: string;
  /** @default the bundle */
  readonly program?: string;
}

/** Starts the server on a free loopback port, and waits until it says that it is ready. */
export async function startServerProcess(
  environment: Record<string, string> = {},
  options: StartOptions = {},
): Promise<ServerProcess> {
  const dataDirectory = environment.GATEHOUSE_DATA_DIR ?? createDataDirectory();
  const settings = {
    GATEHOUSE_PORT: "0",
    GATEHOUSE_MANAGEMENT_PORT: "0",
    GATEHOUSE_DATA_DIR: dataDirectory,
    ...environment,
  };
  const child = spawnMain(settings, options);
  const text = collect(child);
  const exited = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  const origin = await waitForOrigin(child, text);
  return {
    child,
    origin,
    managementOrigin: /monitors\s+(http:\/\/[^/]+)\//.exec(text.output)?.[1] ?? "",
    dataDirectory,
    output: () => text.output,
    errors: () => text.errors,
    stop: async (signal) => {
      child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
}

/** Runs the server where it must not start; gives its exit code and what it said. */
export async function runServerProcess(
  environment: Record<string, string>,
): Promise<{ code: number | null; errors: string }> {
  const child = spawnMain(environment);
  const text = collect(child);
  await once(child, "close");
  return { code: child.exitCode, errors: text.errors };
}

function spawnMain(
  environment: Record<string, string>,
  { limits = "", program: main = bundledMain() }: StartOptions = {},
): ChildProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("GATEHOUSE_"));
  const line = [process.execPath, "--conditions=@gatehouse/source", main];
  const limited = limits === "" ? line : ["sh", "-c", `${limits} && exec "$@"`, "sh", ...line];
  const [program = "", ...words] = limited;
  return spawn(program, words, {
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function collect(child: ChildProcess): { output: string; errors: string } {
  const text = { output: "", errors: "" };
  child.stdout?.on("data", (chunk: Buffer) => {
    text.output += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    text.errors += chunk.toString();
  });
  return text;
}

async function waitForOrigin(child: ChildProcess, text: { output: string; errors: string }): Promise<string> {
  while (child.exitCode === null) {
    const origin = /API\s+(https?:\/\/[^/]+)\//.exec(text.output)?.[1];
    if (origin !== undefined && /curl|no account to sign in/.test(text.output)) return origin;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`The server ended with ${child.exitCode}:\n${text.errors}`);
}
