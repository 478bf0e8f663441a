/**
 * Counts the files and functions of this repository that one warm `DELETE /sessions` enters, by call coverage of the
 * real server: `npm run trace:delete`.
 *
 * Exit code 1 when it enters more files than the limit.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { readWords } from "./readWords.ts";

const MOST_FILES = 30;
const WARM_UP_ROUNDS = 3;
/** What timers do beside a request shows in some of these rounds; the one with the fewest files counts. */
const MEASURED_ROUNDS = 4;
const HELP = `npm run trace:delete [-- --json]

Starts the server, warms it up, and lists the files and functions that one DELETE /sessions enters.
Exit code 1 when there are more than ${MOST_FILES} files.
`;
const PASSWORD = "A password for one trace 1";
const root = fileURLToPath(new URL("../", import.meta.url));

type Calls = Readonly<Record<string, readonly string[]>>;

function startServer(dataDirectory: string): ChildProcess {
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith("GATEHOUSE_"));
  return spawn(
    process.execPath,
    [
      "--conditions=@gatehouse/source",
      "--import",
      new URL("trace/coverage.ts", import.meta.url).href,
      join(root, "apps/server/src/main.ts"),
    ],
    {
      env: {
        ...Object.fromEntries(environment),
        GATEHOUSE_PORT: "0",
        GATEHOUSE_TLS: "off",
        GATEHOUSE_MANAGEMENT_PORT: "off",
        GATEHOUSE_LOG_LEVEL: "fatal",
        GATEHOUSE_DATA_DIR: dataDirectory,
        GATEHOUSE_ADMIN_PASSWORD: PASSWORD,
      },
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    },
  );
}

/** @throws {Error} when the server ends before it listens */
async function readBase({ stdout }: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    text += String(chunk);
    const base = /API\s+(http:\/\/\S+)/.exec(text)?.[1];
    if (base !== undefined) return base;
  }
  throw new Error(`The server did not start:\n${text}`);
}

/** @throws {Error} when the status is not 200 */
async function send(method: string, base: string, init: RequestInit): Promise<string> {
  const response = await fetch(`${base}/sessions`, { ...init, method });
  await response.text();
  if (response.status !== 200) throw new Error(`${method} /sessions got ${response.status}.`);
  return response.headers.get("x-hm-authorization") ?? "";
}

async function command(child: ChildProcess, message: "reset" | "take"): Promise<Calls> {
  child.send(message);
  const [calls] = (await once(child, "message")) as [Calls];
  return calls;
}

async function traceDelete(child: ChildProcess): Promise<Calls> {
  const base = (await readBase(child)).replace("localhost", "127.0.0.1");
  child.stdout?.resume();
  const credentials = JSON.stringify({ username: "admin", password: PASSWORD });
  let fewest: Calls | undefined;
  for (let round = 0; round < WARM_UP_ROUNDS + MEASURED_ROUNDS; round += 1) {
    const headers = { "content-type": "application/json" };
    const token = await send("POST", base, { headers, body: credentials });
    await command(child, "reset");
    await send("DELETE", base, { headers: { "x-hm-authorization": token } });
    const calls = await command(child, "take");
    if (round < WARM_UP_ROUNDS) continue;
    if (fewest === undefined || Object.keys(calls).length < Object.keys(fewest).length) fewest = calls;
  }
  return Object.fromEntries(
    Object.entries(fewest ?? {}).map(([url, names]) => [relative(root, fileURLToPath(url)), names]),
  );
}

const { values } = readWords(HELP, {
  options: {
    json: { type: "boolean", default: false },
  },
});
const dataDirectory = mkdtempSync(join(tmpdir(), "gatehouse-trace-"));
const child = startServer(dataDirectory);
try {
  const calls = await traceDelete(child);
  const entries = Object.entries(calls).sort();
  const functions = entries.reduce((sum, [, names]) => sum + names.length, 0);
  const lines = entries.map(
    ([file, names]) => `${file}  ${names.map((name) => name || "(anonymous)").join(", ")}`,
  );
  const summary = `${entries.length} files, ${functions} functions; the limit is ${MOST_FILES} files`;
  process.stdout.write(
    values.json ? `${JSON.stringify(calls, null, 2)}\n` : `${[...lines, summary].join("\n")}\n`,
  );
  process.exitCode = entries.length > MOST_FILES ? 1 : 0;
} finally {
  child.disconnect();
  child.kill();
  await once(child, "exit");
  rmSync(dataDirectory, { recursive: true, force: true });
}
