import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../apps/server/src/main.ts", import.meta.url));
const ORIGIN = /API\s+http:\/\/[^/]+:(\d+)/;
const START_LIMIT_MILLISECONDS = 30_000;

/** The real server, with its SQLite store in a folder of its own. */
export interface Gatehouse {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts the server as it is shipped, on plain HTTP, with room for as many sessions as are measured. */
export async function startGatehouse(password: string): Promise<Gatehouse> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-flood-"));
  const server = spawn(process.execPath, ["--conditions=@gatehouse/source", MAIN], {
    env: {
      PATH: process.env.PATH,
      GATEHOUSE_TLS: "off",
      GATEHOUSE_PORT: "0",
      GATEHOUSE_MANAGEMENT_PORT: "0",
      GATEHOUSE_MAX_SESSIONS_PER_USER: "10000",
      GATEHOUSE_DATA_DIR: folder,
      GATEHOUSE_ADMIN_PASSWORD: password,
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let output = "";
  server.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  for (const startedAt = performance.now(); !ORIGIN.test(output); ) {
    if (performance.now() - startedAt > START_LIMIT_MILLISECONDS || server.exitCode !== null) {
      throw new Error(`The server did not start. It said: ${output.slice(0, 500)}`);
    }
    await delay(50);
  }
  return {
    port: Number(ORIGIN.exec(output)?.[1]),
    async stop() {
      server.kill("SIGTERM");
      if (server.exitCode === null) await once(server, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
