import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createCliFixture } from "../cli/createCliFixture.ts";
import { runServerProcess } from "../support/startServerProcess.ts";

const LONG = { timeout: 180_000 };
const ANY_PORT = { GATEHOUSE_PORT: "0", GATEHOUSE_MANAGEMENT_PORT: "0" };

interface Finding {
  readonly name: string;
  readonly status: string;
}

test(
  "OPS-07 serve rejects the problems that doctor reports, before it opens a file and with the remedy",
  LONG,
  async () => {
    const cli = createCliFixture({ ...ANY_PORT, GATEHOUSE_TLS: "on" });
    const server = await cli.serve();
    await server.stop("SIGTERM");
    const at = (name: string) => join(cli.dataDirectory, name);
    const pipe = (path: string) => spawnSync("mkfifo", ["-m", "600", path]);
    const faults: readonly (readonly [part: string, path: string, fault: (path: string) => unknown])[] = [
      ["data directory", cli.dataDirectory, (path) => chmodSync(path, 0o755)],
      ["store", at("sessions.db"), (path) => chmodSync(path, 0o644)],
      ["store", at("sessions.db.seal"), pipe],
      ["accounts", at("accounts.json"), (path) => symlinkSync("/etc/nothing", path)],
      ["audit trail", at("audit.log"), pipe],
      ["certificate", at("tls-key.pem"), (path) => symlinkSync(`${path}.away`, path)],
    ];
    for (const [part, path, make] of faults) {
      const isMode = path === cli.dataDirectory || path === at("sessions.db");
      const wasThere = existsSync(path);
      if (!isMode && wasThere) renameSync(path, `${path}.away`);
      make(path);
      const { answer } = await cli.ask(["doctor"]);
      const failed = (answer.checks as Finding[]).filter(({ status }) => status === "fail");
      expect(failed.map(({ name }) => name)).toContain(part);
      const environment = { GATEHOUSE_DATA_DIR: cli.dataDirectory, GATEHOUSE_TLS: "on", ...ANY_PORT };
      const { code, errors } = await runServerProcess(environment);
      expect([path, code, errors]).toEqual([path, 2, expect.stringContaining(path)]);
      expect(errors).toMatch(/Run: (chmod|rm) |Move it away|Put the file itself there/);
      if (isMode) chmodSync(path, path === cli.dataDirectory ? 0o700 : 0o600);
      else rmSync(path);
      if (!isMode && wasThere) renameSync(`${path}.away`, path);
    }
    await cli.serve();
  },
);

test("OPS-07 a command without a server rejects such files, too", LONG, async () => {
  const cli = createCliFixture();
  await cli.run(["accounts", "list"]);
  writeFileSync(join(cli.dataDirectory, "sessions.db"), "", { mode: 0o666 });
  chmodSync(join(cli.dataDirectory, "sessions.db"), 0o666);
  expect(await cli.run(["accounts", "list"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("chmod 600"),
  });
});
