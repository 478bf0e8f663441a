import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../apps/server/src/main.ts", import.meta.url));

/** A server process on a free loopback port with a memory store. */
export interface StartedServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
}

/**
 * Starts the real server in its own process, as an operator would.
 *
 * @throws {Error} when it does not start
 */
export async function startServer(adminPassword: string): Promise<StartedServer> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "gatehouse-validator-"));
  const child = spawn(process.execPath, ["--conditions=@gatehouse/source", MAIN], {
    env: {
      ...withoutSettings(process.env),
      GATEHOUSE_PORT: "0",
      GATEHOUSE_MANAGEMENT_PORT: "off",
      GATEHOUSE_LOG_LEVEL: "fatal",
      GATEHOUSE_TLS: "off",
      GATEHOUSE_STORE_URL: "memory:",
      GATEHOUSE_DATA_DIR: dataDirectory,
      GATEHOUSE_ADMIN_PASSWORD: adminPassword,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  process.once("exit", () => child.kill());
  return {
    origin: await readOrigin(child),
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await exited;
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("GATEHOUSE_")));
}

async function readOrigin({ stdout }: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    text += String(chunk);
    const origin = /API\s+(http:\/\/[^/]+)\//.exec(text)?.[1];
    if (origin !== undefined) {
      stdout?.resume();
      return origin;
    }
  }
  throw new Error(`The server did not start:\n${text}`);
}
