import { once } from "node:events";
import { text } from "node:stream/consumers";
import { createSqliteStore } from "@gatehouse/store-sqlite";
import { expect, test } from "vitest";
import { createStorePaths } from "./createStorePaths.ts";
import { startProcess } from "./processes/startProcess.ts";
import { WRITE_INTERVAL_MS, windowAt } from "./requests.ts";

/** Every round is one process killed at a moment of its own. */
const ROUNDS = process.env.SOAK === undefined ? 6 : Math.ceil(5000 * Number(process.env.SOAK));
/** Long enough for some turns of work after the start. */
const LONGEST_LIFE_MS = 120;

/** Runs the program on the store, kills it at a random moment after its first line, and returns its journal. */
async function killAtRandom(path: string, round: number): Promise<string[]> {
  const child = startProcess({ name: "endSessions", args: [path, String(round)] });
  if (child.stdout === null) throw new Error("The process has no output.");
  const journal = text(child.stdout);
  await once(child.stdout, "readable");
  setTimeout(() => child.kill("SIGKILL"), Math.random() * LONGEST_LIFE_MS);
  await once(child, "exit");
  return (await journal).split("\n");
}

function namesIn(journal: readonly string[], what: "created" | "ending" | "ended"): Set<string> {
  const lines = journal.filter((line) => line.startsWith(`${what} `));
  return new Set(lines.map((line) => line.slice(what.length + 1)));
}

test(`FAIL-01 SES-04 of ${ROUNDS} processes killed while they end sessions, no ended session comes back and no other is lost`, async () => {
  const { path } = createStorePaths();
  let checked = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const journal = await killAtRandom(path, round);
    const store = await createSqliteStore({ path, soleWriter: true });
    expect(store.startup).toEqual({ kind: "opened" });
    const window = windowAt(Date.now());
    const isLive = async (tokenHash: string) =>
      (await store.touch({ tokenHash, window, writeIntervalMs: WRITE_INTERVAL_MS })) !== undefined;
    const ended = namesIn(journal, "ended");
    const ending = namesIn(journal, "ending");
    for (const tokenHash of namesIn(journal, "created")) {
      checked += 1;
      if (ended.has(tokenHash)) expect([tokenHash, await isLive(tokenHash)]).toEqual([tokenHash, false]);
      if (!ending.has(tokenHash)) expect([tokenHash, await isLive(tokenHash)]).toEqual([tokenHash, true]);
    }
    await store.close();
  }
  expect(checked).toBeGreaterThan(ROUNDS);
}, 3_600_000);
