import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const SCRIPT = fileURLToPath(new URL("traceDelete.ts", import.meta.url));

test("a warm DELETE runs code of 30 files at most, and the script lists them", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, "--json"]);
  const files = Object.keys(JSON.parse(stdout));
  expect(files).toContain("apps/server/src/operations/deleteSession.ts");
  expect(files.length).toBeLessThanOrEqual(30);
});
