import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lockDataDirectory, tryLock } from "./lockDataDirectory.ts";

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-lock-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Takes the lock in a process of its own, and keeps it. */
async function lockElsewhere(folder: string): Promise<ReturnType<typeof spawn>> {
  const module = JSON.stringify(new URL("./lockDataDirectory.ts", import.meta.url).href);
  const code = `const { lockDataDirectory } = await import(${module});
    globalThis.lock = await lockDataDirectory(${JSON.stringify(folder)}, { holder: "elsewhere", longestWaitMilliseconds: 0 });
    console.log("locked"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child;
}

test("one caller holds the lock at a time, also within a process", () => {
  const folder = createFolder();
  const lock = tryLock(folder, "first");
  expect(tryLock(folder, "second")).toBeUndefined();
  lock?.release();
  lock?.release();
  expect(tryLock(folder, "third")).toBeDefined();
});

test("a caller waits for the lock of another process, then reports its holder", async () => {
  const folder = createFolder();
  const child = await lockElsewhere(folder);
  await expect(
    lockDataDirectory(folder, { holder: "x", longestWaitMilliseconds: 100 }),
  ).rejects.toMatchObject({
    code: "DATA_DIRECTORY_BUSY",
    holder: `process ${child.pid} (elsewhere)`,
  });
});

test("a killed process leaves no lock behind", async () => {
  const folder = createFolder();
  const child = await lockElsewhere(folder);
  const waiting = lockDataDirectory(folder, { holder: "x", longestWaitMilliseconds: 10_000 });
  child.kill("SIGKILL");
  await expect(waiting).resolves.toBeDefined();
});

test("the files of the lock are private, and no other file remains", () => {
  const folder = createFolder();
  tryLock(folder, "x")?.release();
  expect(readdirSync(folder).sort()).toEqual(["gatehouse.lock", "gatehouse.pid"]);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});
