import { expect, test } from "vitest";
import { addAccount, createCliFixture } from "./createCliFixture.ts";

test("the start names an existing account, even if it is not admin", { timeout: 60_000 }, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const server = await cli.serve();
  expect(server.output()).toContain('"username":"ada"');
  expect(server.output()).not.toContain('"admin"');
});

test.skipIf(process.platform !== "linux")(
  "OPS-03 a data directory that cannot be created stops the start, also if its folder is missing",
  { timeout: 60_000 },
  async () => {
    const { code, stderr } = await createCliFixture({ GATEHOUSE_DATA_DIR: "/proc/gatehouse/data" }).run([
      "serve",
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      "/proc/gatehouse, the data directory or a folder on the way to it, cannot be made (ENOENT).",
    );
  },
);
