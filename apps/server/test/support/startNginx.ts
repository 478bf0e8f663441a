import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createSelfSignedIdentity } from "../../src/tls/createSelfSignedIdentity.ts";
import { findFreePort } from "./findFreePort.ts";
import type { ServerProcess } from "./startServerProcess.ts";

const SAMPLE = new URL("../../../../deploy/nginx.conf", import.meta.url);

/** nginx as `deploy/nginx.conf` puts it in front of a server. */
export interface Nginx {
  /** `https://127.0.0.1:<port>`. */
  readonly origin: string;
  /** How many requests it handed on so far. */
  forwarded(): number;
  /** Finishes what is under way and ends. */
  stop(): Promise<void>;
}

/** Starts nginx on loopback with the sample of `deploy/`, whose addresses and files are replaced by those of the test. */
export async function startNginx(server: ServerProcess): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-nginx-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const port = await findFreePort();
  await writeConfiguration({ folder, port, server });
  const child = spawn(
    "nginx",
    ["-p", folder, "-c", join(folder, "main.conf"), "-e", join(folder, "error.log")],
    {
      stdio: "ignore",
    },
  );
  const exited = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  await waitForPort(port, () => {
    if (child.exitCode !== null) throw new Error(readFileSync(join(folder, "error.log"), "utf8"));
  });
  return {
    origin: `https://127.0.0.1:${port}`,
    forwarded: () =>
      readFileSync(join(folder, "access.log"), "utf8")
        .split("\n")
        .filter((line) => /^\d/.test(line)).length,
    stop: async () => {
      child.kill("SIGQUIT");
      await exited;
    },
  };
}

async function writeConfiguration(parts: {
  folder: string;
  port: number;
  server: ServerProcess;
}): Promise<void> {
  const { folder, port, server } = parts;
  const { certificate, key } = await createSelfSignedIdentity(Date.now());
  writeFileSync(join(folder, "cert.pem"), certificate);
  writeFileSync(join(folder, "key.pem"), key);
  const replacements = {
    "server 127.0.0.1:9443;": `server ${new URL(server.origin).host};`,
    "listen 443 ssl;": `listen 127.0.0.1:${port} ssl;`,
    "/etc/nginx/tls/gatehouse-cert.pem": join(folder, "cert.pem"),
    "/etc/nginx/tls/gatehouse-key.pem": join(folder, "key.pem"),
    "/etc/nginx/tls/gatehouse-upstream.pem": join(server.dataDirectory, "tls-cert.pem"),
  };
  let sample = readFileSync(SAMPLE, "utf8");
  for (const [from, to] of Object.entries(replacements)) {
    if (!sample.includes(from)) throw new Error(`deploy/nginx.conf no longer has ${from}`);
    sample = sample.replace(from, to);
  }
  writeFileSync(join(folder, "gatehouse.conf"), sample);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  writeFileSync(
    join(folder, "main.conf"),
    [
      "daemon off; master_process off; pid nginx.pid;",
      "events { worker_connections 256; }",
      "http {",
      ...temporary.map((name) => `${name}_temp_path temp_${name};`),
      "log_format handed_on '$upstream_status $status $request';",
      "access_log access.log handed_on;",
      "include gatehouse.conf;",
      "}",
    ].join("\n"),
  );
}

async function waitForPort(port: number, check: () => void): Promise<void> {
  for (;;) {
    check();
    const socket = connect(port, "127.0.0.1");
    const opened = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    socket.destroy();
    if (opened) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
