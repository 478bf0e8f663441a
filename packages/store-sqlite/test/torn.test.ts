import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { identityOf } from "../src/seal/createFileWatch.ts";
import { createSeal } from "../src/seal/createSeal.ts";
import { createRestoreFixture, type RestoreFixture } from "./createStorePaths.ts";
import { createOtherProcess } from "./processes/callProcess.ts";

/** Another process opens the sessions `a-0` and `b-0` and ends `b-0`; the copy is taken while it still runs. */
async function serve({ path, data, copy }: RestoreFixture) {
  const running = await createOtherProcess(path, { soleWriter: true });
  const nowMs = Date.now();
  await running.call({ name: "createMany", nowMs, tokenHash: "a", count: 1 });
  await running.call({ name: "createMany", nowMs, tokenHash: "b", count: 1 });
  const markerBefore = readFileSync(`${path}.marker`, "utf8");
  await running.call({ name: "take", nowMs, tokenHash: "b-0" });
  execFileSync("cp", ["-a", data, copy]);
  return { running, markerBefore };
}

/** Puts marker, seal and log back as they were after a seal was written and before its marker was. */
function tearBack({ path, copy }: RestoreFixture, markerBefore: string): void {
  const { sequence } = JSON.parse(readFileSync(join(copy, "sessions.db.seal"), "utf8"));
  const torn = JSON.stringify({ ...JSON.parse(markerBefore), pending: sequence });
  writeFileSync(`${path}.marker`, torn.padEnd(511).concat("\n"));
  for (const suffix of ["-wal", "-shm", ".seal"])
    writeFileSync(path + suffix, readFileSync(join(copy, `sessions.db${suffix}`)));
}

test("SES-22 a copy that was taken while an end was recorded and is put back at once revives no session", async () => {
  const fixture = createRestoreFixture();
  const { running, markerBefore } = await serve(fixture);
  await running.call({ name: "take", nowMs: Date.now(), tokenHash: "a-0" });
  await running.kill();
  tearBack(fixture, markerBefore);
  const restored = await fixture.open();
  expect(restored.startup).toMatchObject({ kind: "restored" });
  expect(await fixture.isLive(restored, "a-0")).toBe(false);
  await restored.close();
});

/** What a start does to marker and seal before it notes ends itself. */
function beginStart(path: string): void {
  const storeIdentity = identityOf(statSync(path, { bigint: true }));
  const options = { path, markerPath: `${path}.marker`, storeIdentity, soleWriter: true };
  const seal = createSeal({ ...options, onStoreWritten: () => undefined });
  seal.whileStoreIsWritten(() => undefined);
  seal.close();
}

test.each([
  { name: "a kill between the writes of seal and marker", again: false },
  { name: "another kill at the start after that", again: true },
])("$name ends no session", async ({ again }) => {
  const fixture = createRestoreFixture();
  const { path } = fixture;
  const { running, markerBefore } = await serve(fixture);
  await running.kill();
  tearBack(fixture, markerBefore);
  const { ctimeNs } = statSync(`${path}.marker`, { bigint: true });
  const seal = JSON.parse(readFileSync(`${path}.seal`, "utf8"));
  writeFileSync(`${path}.seal`, JSON.stringify({ ...seal, markerChangedNs: String(ctimeNs) }));
  if (again) beginStart(path);
  const next = await fixture.open();
  expect(next.startup).toEqual({ kind: "opened" });
  expect(await fixture.isLive(next, "a-0")).toBe(true);
  expect(await fixture.isLive(next, "b-0")).toBe(false);
  await next.close();
});
