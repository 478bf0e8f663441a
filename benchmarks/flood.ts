/**
 * Measures what live sessions feel of a flood of sign-ins: `node benchmarks/flood.ts [--seconds 60]`.
 *
 * The real server runs with its SQLite store; sign-ins come from many loopback addresses with many names, so that the
 * hashing gate and not the limiter has to hold. All rates are open loops: a slow answer does not slow the asking.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const MAIN = fileURLToPath(new URL("../apps/server/src/main.ts", import.meta.url));
const PASSWORD = "correct horse battery staple";
const PATH = "/api/admin/v1/sessions";
const RATES = { signIns: 500, checks: 200, signOuts: 10 } as const;

interface Answer {
  readonly status: number;
  readonly token: string | undefined;
  readonly milliseconds: number;
}

interface Ask {
  readonly port: number;
  readonly method: "GET" | "POST" | "DELETE";
  readonly token?: string;
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly localAddress?: string;
}

const agent = new Agent({ keepAlive: true });
/** Strangers come from an address each, so that none of them can use the connection of another. */
const strangers = new Agent({ keepAlive: false });

function ask({ port, method, token, credentials, localAddress }: Ask): Promise<Answer> {
  const startedAt = performance.now();
  const headers: Record<string, string> = {};
  if (token !== undefined) headers["x-hm-authorization"] = token;
  if (credentials !== undefined) headers["content-type"] = "application/json";
  return new Promise((resolve) => {
    const done = (status: number, answered?: string): void =>
      resolve({ status, token: answered, milliseconds: performance.now() - startedAt });
    const origin = localAddress === undefined ? { agent } : { agent: strangers, localAddress };
    const options = { host: "127.0.0.1", port, method, path: PATH, headers, ...origin };
    const sent = request(options, (response) => {
      response.resume();
      const header = response.headers["x-hm-authorization"];
      response.once("end", () =>
        done(response.statusCode ?? 0, typeof header === "string" ? header : undefined),
      );
    });
    sent.once("error", () => done(0));
    sent.end(credentials === undefined ? undefined : JSON.stringify(credentials));
  });
}

/** Starts something at a steady rate until the time is over, and gives all answers. */
async function atRate(
  perSecond: number,
  seconds: number,
  start: (index: number) => Promise<Answer>,
): Promise<Answer[]> {
  const startedAt = performance.now();
  const answers: Promise<Answer>[] = [];
  while (performance.now() - startedAt < seconds * 1000) {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond);
    while (answers.length < due) answers.push(start(answers.length));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return Promise.all(answers);
}

function percentile(answers: readonly Answer[], share: number): string {
  const sorted = answers.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  return `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1)} ms`;
}

function statuses(answers: readonly Answer[]): string {
  const counts = [...Map.groupBy(answers, ({ status }) => status)].sort(([one], [other]) => one - other);
  return counts.map(([status, members]) => `${status}×${members.length}`).join(" ");
}

function report(title: string, answers: readonly Answer[]): void {
  const times = `p50 ${percentile(answers, 0.5)}  p99 ${percentile(answers, 0.99)}  max ${percentile(answers, 1)}`;
  process.stdout.write(
    `  ${title.padEnd(14)} ${String(answers.length).padStart(6)}  ${times}  ${statuses(answers)}\n`,
  );
}

/** A different address and name for each sign-in, as a botnet would have. */
function stranger(index: number): {
  localAddress: string;
  credentials: { username: string; password: string };
} {
  const localAddress = `127.${1 + (index % 200)}.${Math.floor(index / 200) % 250}.${1 + (index % 250)}`;
  return { localAddress, credentials: { username: `stranger-${index}`, password: "wrong wrong wrong" } };
}

async function measure(port: number, seconds: number, isFlooded: boolean): Promise<void> {
  const credentials = { username: "admin", password: PASSWORD };
  const tokens: string[] = [];
  while (tokens.length < 16) {
    const { token } = await ask({ port, method: "POST", credentials });
    if (token === undefined) throw new Error("The administrator could not sign in.");
    tokens.push(token);
  }
  const [kept = "", ...ending] = tokens;
  const perSecond = Math.min(RATES.signOuts, ending.length / seconds);
  const flood = isFlooded
    ? atRate(RATES.signIns, seconds, (index) => ask({ port, method: "POST", ...stranger(index) }))
    : Promise.resolve([]);
  const [signIns, checks, signOuts] = await Promise.all([
    flood,
    atRate(RATES.checks, seconds, () => ask({ port, method: "GET", token: kept })),
    atRate(perSecond, seconds, (index) => ask({ port, method: "DELETE", token: ending[index] ?? "" })),
  ]);
  process.stdout.write(
    isFlooded
      ? `\nUnder ${RATES.signIns} sign-ins per second for ${seconds} s\n`
      : `\nWithout a flood, ${seconds} s\n`,
  );
  report("session checks", checks);
  report("sign-outs", signOuts);
  if (isFlooded) report("sign-ins", signIns);
  await ask({ port, method: "DELETE", token: kept });
}

const { values } = parseArgs({ options: { seconds: { type: "string", default: "60" } } });
const seconds = Number(values.seconds);
const folder = mkdtempSync(join(tmpdir(), "gatehouse-flood-"));
const server = spawn(process.execPath, ["--conditions=@gatehouse/source", MAIN], {
  env: {
    PATH: process.env.PATH,
    GATEHOUSE_TLS: "off",
    GATEHOUSE_PORT: "0",
    GATEHOUSE_MANAGEMENT_PORT: "0",
    GATEHOUSE_DATA_DIR: folder,
    GATEHOUSE_ADMIN_PASSWORD: PASSWORD,
  },
  stdio: ["ignore", "pipe", "ignore"],
});
let output = "";
server.stdout.on("data", (chunk: Buffer) => {
  output += chunk.toString();
});
while (!/API\s+http:\/\/[^/]+:(\d+)/.test(output)) await new Promise((resolve) => setTimeout(resolve, 50));
const port = Number(/API\s+http:\/\/[^/]+:(\d+)/.exec(output)?.[1]);
try {
  await measure(port, seconds, false);
  await measure(port, seconds, true);
} finally {
  server.kill("SIGTERM");
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
