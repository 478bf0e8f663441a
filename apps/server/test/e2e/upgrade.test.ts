import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Account, createMemoryStore } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { openTestAccounts } from "../accounts/openTestAccounts.ts";
import { createCliFixture, OTHER_PASSWORD, PASSWORD, signIn, statusOf } from "../cli/createCliFixture.ts";
import { createOldDirectory } from "../support/createOldDirectory.ts";

const LONG = { timeout: 120_000 };
/** Output to stderr may arrive after later output to stdout. */
const PATIENCE = { timeout: 30_000 };

/** Accounts with real hashes: `ada` who administers, and `grace` who is disabled. */
async function createOldAccounts(): Promise<readonly Account[]> {
  const store = createMemoryStore();
  const { accounts } = await openTestAccounts({ store });
  await accounts.remove({ username: "admin" });
  await accounts.add({ username: "ada", password: PASSWORD, roles: ["System Administrator"] });
  await accounts.add({ username: "grace", password: OTHER_PASSWORD, roles: ["Operator"] });
  await accounts.setDisabled({ username: "grace", disabled: true });
  return store.accounts.list();
}

test("a data directory of release 0.1 opens: sessions stay live, and no password is lost", LONG, async () => {
  const cli = createCliFixture();
  const file = join(cli.dataDirectory, "accounts.json");
  const token = createOldDirectory(cli.dataDirectory, await createOldAccounts());
  const before = readFileSync(file, "utf8");
  const server = await cli.serve();
  expect(await statusOf(server, token)).toBe(200);
  expect((await signIn(server, "ada", PASSWORD)).status).toBe(200);
  expect((await signIn(server, "grace", OTHER_PASSWORD)).status).toBe(401);
  await expect
    .poll(() => server.errors(), PATIENCE)
    .toMatch(/The 2 accounts of an older release were imported .*accounts\.json\.imported/);
  expect(existsSync(file)).toBe(false);
  expect(readFileSync(`${file}.imported`, "utf8")).toBe(before);
  await cli.run(["accounts", "enable", "grace"]);
  expect((await signIn(server, "grace", OTHER_PASSWORD)).status).toBe(200);
  await server.stop("SIGTERM");

  const again = await cli.serve();
  expect(await statusOf(again, token)).toBe(200);
  expect(again.errors()).not.toContain("imported");
  expect((await cli.ask(["accounts", "list"])).answer.accounts).toHaveLength(2);
});

test(
  "a command on a data directory of release 0.1 imports its accounts as the server does",
  LONG,
  async () => {
    const cli = createCliFixture();
    const token = createOldDirectory(cli.dataDirectory, await createOldAccounts());
    expect(await cli.ask(["accounts", "disable", "ada"])).toMatchObject({
      code: 0,
      answer: { endedSessions: 1, administrators: 0 },
    });
    const server = await cli.serve();
    expect(await statusOf(server, token)).toBe(401);
  },
);

test(
  "an accounts file that reappears after the upgrade is not read, and the log reports it",
  LONG,
  async () => {
    const cli = createCliFixture();
    createOldDirectory(cli.dataDirectory, await createOldAccounts());
    await cli.run(["accounts", "remove", "grace", "--yes"]);
    const file = join(cli.dataDirectory, "accounts.json");
    cpSync(`${file}.imported`, file);
    const server = await cli.serve();
    await expect.poll(() => server.errors(), PATIENCE).toContain(`${file} is not read`);
    expect((await cli.ask(["accounts", "list"])).answer.accounts).toHaveLength(1);
  },
);

test("an import that ended before the file was renamed is not repeated", LONG, async () => {
  const cli = createCliFixture();
  createOldDirectory(cli.dataDirectory, await createOldAccounts());
  await cli.run(["accounts", "remove", "grace", "--yes"]);
  const file = join(cli.dataDirectory, "accounts.json");
  cpSync(`${file}.imported`, file);
  rmSync(`${file}.imported`);
  await cli.serve();
  expect(existsSync(`${file}.imported`)).toBe(true);
  expect((await cli.ask(["accounts", "list"])).answer.accounts).toHaveLength(1);
});

test(
  "a broken accounts file of release 0.1 stops the start with its location and is kept",
  LONG,
  async () => {
    const cli = createCliFixture();
    createOldDirectory(cli.dataDirectory, await createOldAccounts());
    const file = join(cli.dataDirectory, "accounts.json");
    writeFileSync(file, readFileSync(file, "utf8").replace("$argon2id$", "$2b$"));
    await expect(cli.serve()).rejects.toThrow(/accounts\.json cannot be used: \/accounts\/0\/passwordHash/);
    expect(existsSync(file)).toBe(true);
  },
);

test(
  "SES-22 restoring a copy of a release 0.1 directory after the upgrade revives no session",
  LONG,
  async () => {
    const cli = createCliFixture();
    const token = createOldDirectory(cli.dataDirectory, await createOldAccounts());
    const at = (name: string) => join(cli.dataDirectory, name);
    const copies = ["sessions.db", "sessions.db.marker"].map(
      (name) => [at(name), readFileSync(at(name))] as const,
    );
    const server = await cli.serve();
    await cli.run(["sessions", "end-all", "--yes"]);
    expect(await statusOf(server, token)).toBe(401);
    await server.stop("SIGTERM");
    for (const [path, bytes] of copies) writeFileSync(path, bytes);
    const again = await cli.serve();
    expect(await statusOf(again, token)).toBe(401);
    expect(again.errors()).toContain("The store is an older copy");
  },
);

test(
  "an old directory without its accounts gets a new admin, and no old session is valid",
  LONG,
  async () => {
    const cli = createCliFixture();
    const token = createOldDirectory(cli.dataDirectory, await createOldAccounts());
    rmSync(join(cli.dataDirectory, "accounts.json"));
    const server = await cli.serve();
    expect(await statusOf(server, token)).toBe(401);
    expect(server.errors()).toContain("all sessions were ended, and admin is created again");
  },
);
