import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { createSqliteStore } from "@gatehouse/store-sqlite";
import { expect, onTestFinished, test } from "vitest";
import type { LocalAccounts } from "../src/accounts/openAccounts.ts";
import { createDataDirectory, prepareAccounts } from "./accounts/openTestAccounts.ts";
import { type Comparison, comparePairs, compareSamples, medianOf } from "./support/compareSamples.ts";
import { createTestApi } from "./support/createTestApi.ts";
import { startServerProcess } from "./support/startServerProcess.ts";

const PATH = "/api/admin/v1/sessions";
const SAMPLES = Math.ceil(500 * Number(process.env.SOAK));
/** After so many samples of each class, what a class needs is made anew: locks do not last. */
const ROUND_SAMPLES = 50;
const PASSWORD = "correct horse battery staple";
/** The chance that equal distributions fail one of these tests: a hundredth, shared out among the comparisons. */
const SIGNIFICANCE = 0.01;

interface Call {
  readonly origin: string;
  readonly agent?: Agent;
  readonly localAddress?: string;
  readonly token?: string;
  readonly credentials?: { readonly username: string; readonly password: string };
}

/** Makes a call and returns its status and its response time in milliseconds. */
function time({
  origin,
  agent,
  localAddress,
  token,
  credentials,
}: Call): Promise<{ status: number; taken: number }> {
  const method = credentials === undefined ? "GET" : "POST";
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (token !== undefined) headers["x-hm-authorization"] = token;
  return new Promise((resolve, reject) => {
    const from = {
      ...(agent === undefined ? {} : { agent }),
      ...(localAddress === undefined ? {} : { localAddress }),
    };
    let startedAt = 0;
    const sent = request(`${origin}${PATH}`, { method, headers, ...from }, (response) => {
      response
        .resume()
        .on("end", () => resolve({ status: response.statusCode ?? 0, taken: performance.now() - startedAt }));
    });
    sent.on("error", reject);
    sent.on("socket", (socket) => {
      const begin = () => {
        startedAt = performance.now();
      };
      if (socket.connecting) socket.once("connect", begin);
      else begin();
    });
    sent.end(credentials === undefined ? undefined : JSON.stringify(credentials));
  });
}

/** The time of the processor that a process has used so far, in milliseconds: other work on the machine adds none. */
function processorTimeOf(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  const used = readdirSync(tasks).map((task) => {
    try {
      return Number(readFileSync(join(tasks, task, "schedstat"), "utf8").split(" ")[0]);
    } catch {
      return 0; // A thread that has just ended.
    }
  });
  return used.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e6;
}

/** On a machine that is busy with other things the server may turn a call away, which says nothing of the call. */
async function timeUntilServed(call: Call): Promise<{ status: number; taken: number }> {
  for (;;) {
    const timed = await time(call);
    if (timed.status !== 503) return timed;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** How calls are timed. */
interface SampleOptions {
  readonly beforeRound?: (index: number) => Promise<void>;
  /** The process whose processor time is measured beside the response time. */
  readonly pid?: number;
}

/** By the name of the class, in milliseconds. */
type Times = ReadonlyMap<string, number[]>;

/** Times calls of each class in turns of a random order, so that no drift of the machine favours one. */
async function sample(
  classes: Readonly<Record<string, (index: number) => Call>>,
  { beforeRound = async () => undefined, pid }: SampleOptions = {},
): Promise<{ readonly times: Times; readonly processor: Times }> {
  const entries = Object.entries(classes);
  const empty = (): Times => new Map(entries.map(([name]) => [name, []]));
  const [times, processor] = [empty(), empty()];
  for (let index = 0; index < SAMPLES; index += 1) {
    if (index % ROUND_SAMPLES === 0) await beforeRound(index / ROUND_SAMPLES);
    const order = entries
      .map(([name, call]) => ({ name, call, key: randomBytes(4).readUInt32BE() }))
      .sort((a, b) => a.key - b.key);
    for (const { name, call } of order) {
      const before = pid === undefined ? 0 : processorTimeOf(pid);
      const { status, taken } = await timeUntilServed(call(index));
      expect([name, status]).toEqual([name, 401]);
      times.get(name)?.push(taken);
      if (pid !== undefined) processor.get(name)?.push(processorTimeOf(pid) - before);
    }
  }
  return { times, processor };
}

/** Compares every class with every other one and prints what came out. */
function compareAll(
  times: ReadonlyMap<string, readonly number[]>,
  compare: typeof compareSamples = compareSamples,
): { names: string; comparison: Comparison }[] {
  const entries = [...times];
  for (const [name, values] of entries)
    process.stdout.write(`${name.padEnd(12)} median ${medianOf(values).toFixed(3)} ms\n`);
  const pairs = entries.flatMap(([name, values], index) =>
    entries.slice(index + 1).map(([other, otherValues]) => ({
      names: `${name} and ${other}`,
      comparison: compare(values, otherValues),
    })),
  );
  for (const { names, comparison } of pairs) {
    process.stdout.write(
      `${names.padEnd(24)} p ${comparison.p.toFixed(4)}  gap ${comparison.medianGap.toFixed(3)} ms, by chance ${comparison.gapNoise.toFixed(3)}\n`,
    );
  }
  return pairs;
}

test("SES-10 the response time does not distinguish unknown, malformed, expired and ended tokens", async () => {
  const store = await createSqliteStore({ path: join(createDataDirectory(), "sessions.db") });
  onTestFinished(() => store.close());
  const api = await createTestApi({ store });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const signInMany = async () => {
    const tokens: string[] = [];
    while (tokens.length < SAMPLES) {
      // Below the cap of a user, so that none of them has to make room.
      if (tokens.length % 16 === 0 && tokens.length > 0) await endAll(tokens.slice(-16));
      tokens.push(await api.signIn());
    }
    return tokens;
  };
  const endAll = async (tokens: readonly string[]) => {
    for (const token of tokens) await api.delete("/sessions").set("x-hm-authorization", token);
  };
  const ended = await signInMany();
  await endAll(ended);
  const expired: string[] = [];
  while (expired.length < 16) expired.push(await api.signIn());
  api.clock.advanceSeconds(1801);
  const { origin } = api;
  const { times } = await sample({
    unknown: () => ({ origin, agent, token: randomBytes(32).toString("base64url") }),
    malformed: () => ({ origin, agent, token: "not a token at all, but of about the same length" }),
    expired: (index) => ({ origin, agent, token: expired[index % expired.length] ?? "" }),
    ended: (index) => ({ origin, agent, token: ended[index] ?? "" }),
  });
  const compared = compareAll(times);
  for (const { names, comparison } of compared) {
    expect(comparison.p, names).toBeGreaterThan(SIGNIFICANCE / compared.length);
    expect(Math.abs(comparison.medianGap), names).toBeLessThan(Math.max(0.2, 3 * comparison.gapNoise));
  }
});

/** Starts a server on prepared accounts; gives sign-ins that each come from an address of their own. */
async function startForUnknownClients(dataDirectory: string) {
  const { origin, child } = await startServerProcess({
    GATEHOUSE_TLS: "off",
    GATEHOUSE_DATA_DIR: dataDirectory,
  });
  let addresses = 0;
  const from = (username: string, password: string): Call => {
    addresses += 1;
    const localAddress = `127.${1 + (addresses >> 14)}.${(addresses >> 7) & 127}.${1 + (addresses & 127)}`;
    return { origin, localAddress, credentials: { username, password } };
  };
  return { from, pid: child.pid ?? 0 };
}

test("AUT-04 the response time does not distinguish unknown, wrong, disabled and locked", async () => {
  const dataDirectory = createDataDirectory();
  // An account bears thirty failures before it is locked for strangers, so each is asked for twenty times only.
  const names = Array.from({ length: Math.ceil(SAMPLES / 20) }, (_, index) => String(index));
  await prepareAccounts(dataDirectory, {
    adminPassword: PASSWORD,
    async prepare(accounts) {
      const add = (username: string) =>
        accounts.add({ username, password: PASSWORD.toUpperCase(), roles: ["Operator"] });
      for (const name of names) {
        for (const kind of ["wrong", "disabled"]) await add(`${kind}${name}`);
        await accounts.setDisabled({ username: `disabled${name}`, disabled: true });
      }
      for (let round = 0; round < SAMPLES / ROUND_SAMPLES; round += 1) await add(`locked${round}`);
    },
  });
  const { from } = await startForUnknownClients(dataDirectory);
  const lock = async (round: number) => {
    for (let count = 0; count < 30; count += 1)
      await timeUntilServed(from(`locked${round}`, "wrong wrong wrong"));
  };
  const classes = {
    unknown: (index: number) => from(`nobody${index % 20}`, PASSWORD.toUpperCase()),
    wrong: (index: number) => from(`wrong${Math.floor(index / 20)}`, "wrong wrong wrong"),
    disabled: (index: number) => from(`disabled${Math.floor(index / 20)}`, PASSWORD.toUpperCase()),
    locked: (index: number) => from(`locked${Math.floor(index / ROUND_SAMPLES)}`, PASSWORD.toUpperCase()),
  };
  const { times } = await sample(classes, { beforeRound: lock });
  const compared = compareAll(times);
  for (const { names: pair, comparison } of compared) {
    expect(comparison.p, pair).toBeGreaterThan(SIGNIFICANCE / compared.length);
    // Two milliseconds, or what a machine with other things to do adds by itself.
    expect(Math.abs(comparison.medianGap), pair).toBeLessThan(Math.max(2, 3 * comparison.gapNoise));
  }
});

/** A hash of these costs about a quarter of today's. */
const OLD_HASHING = { memoryKibibytes: 9728, passes: 1, lanes: 1 };

test("AUT-04 the response time does not distinguish names with hashes of older parameters", async () => {
  const dataDirectory = createDataDirectory();
  const names = Array.from({ length: Math.ceil(SAMPLES / 20) }, (_, index) => String(index));
  const adding = (...kinds: readonly string[]) => ({
    adminPassword: PASSWORD,
    async prepare(accounts: LocalAccounts["accounts"]) {
      for (const username of kinds.flatMap((kind) => names.map((name) => kind + name)))
        await accounts.add({ username, password: PASSWORD.toUpperCase(), roles: ["Operator"] });
      for (const name of kinds.includes("disabled") ? names : [])
        await accounts.setDisabled({ username: `disabled${name}`, disabled: true });
    },
  });
  await prepareAccounts(dataDirectory, { ...adding("old", "disabled"), hashing: OLD_HASHING });
  await prepareAccounts(dataDirectory, adding("new"));
  const { from, pid } = await startForUnknownClients(dataDirectory);
  const classes = {
    unknown: (index: number) => from(`nobody${index % 20}`, "wrong wrong wrong"),
    old: (index: number) => from(`old${Math.floor(index / 20)}`, "wrong wrong wrong"),
    disabled: (index: number) => from(`disabled${Math.floor(index / 20)}`, PASSWORD.toUpperCase()),
    new: (index: number) => from(`new${Math.floor(index / 20)}`, "wrong wrong wrong"),
  };
  const measured = await sample(classes, { pid });
  for (const [what, times] of Object.entries(measured)) {
    process.stdout.write(`${what}\n`);
    const compared = compareAll(times, comparePairs);
    for (const { names: pair, comparison } of compared) {
      expect(comparison.p, `${what} of ${pair}`).toBeGreaterThan(SIGNIFICANCE / compared.length / 2);
      expect(Math.abs(comparison.medianGap), `${what} of ${pair}`).toBeLessThan(
        Math.max(2, 3 * comparison.gapNoise),
      );
    }
  }
  // One digest of the old parameters more or less is a quarter; the samples are useless if a fifth does not show. On a
  // slow machine the response time varies by more, the processor time does not.
  const unknown = measured.processor.get("unknown") ?? [];
  const sooner = (measured.processor.get("old") ?? []).map((used) => used - medianOf(unknown) / 5);
  expect(comparePairs(unknown, sooner).p).toBeLessThan(SIGNIFICANCE / 12);
});
