import { execFileSync, spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { createStorePaths } from "./createStorePaths.ts";
import { argumentsOf } from "./processes/startProcess.ts";

/** A disk of 7 MB in memory that only the process inside sees; Linux allows that to users in their own namespace. */
const ON_SMALL_DISK = ["-rm", "sh", "-c", 'mount -t tmpfs -o size=7m tmpfs "$1" && shift && exec "$@"', "sh"];
const mayMount = spawnSync("unshare", [...ON_SMALL_DISK, "/mnt", "true"]).status === 0;

test("FAIL-04 FAIL-28 SES-23 on a full disk sign-ins fail with an error, checks go on, sign-outs are durable, and accounts can be disabled", ({
  skip,
}) => {
  skip(!mayMount, "only Linux with user namespaces can make a small disk without help");
  const { directory } = createStorePaths();
  const node = [process.execPath, ...argumentsOf({ name: "fillDisk", args: [directory] })];
  const output = execFileSync("unshare", [...ON_SMALL_DISK, directory, ...node], { encoding: "utf8" });
  const { created, ...outcome } = JSON.parse(output);
  expect(created).toBeGreaterThan(500);
  expect(outcome).toEqual({
    rejection: "STORE_UNAVAILABLE",
    shut: [
      ["done", false],
      ["done", false],
      ["done", false],
    ],
    accounts: [
      ["ada", true],
      ["eve", false],
    ],
    revived: [false, false, false],
    checked: created,
    ended: created - 10,
    endedUser: { ended: 1 },
    afterwards: "done",
    left: 10,
  });
}, 180_000);
