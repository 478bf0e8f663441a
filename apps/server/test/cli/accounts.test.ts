import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import {
  ADMIN_PASSWORD,
  addAccount,
  createCliFixture,
  OTHER_PASSWORD,
  openSession,
  PASSWORD,
  signIn,
  statusOf,
} from "./createCliFixture.ts";

const LONG = { timeout: 60_000 };

test("accounts are added, listed, changed and removed while no server runs", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const added = await cli.ask(["accounts", "add", "grace", "--role", "Operator", "--password-stdin"], {
    input: `${OTHER_PASSWORD}\n`,
  });
  expect(added).toMatchObject({
    code: 0,
    answer: {
      ok: true,
      endedSessions: 0,
      account: { username: "grace", roles: ["Operator"], disabled: false },
    },
  });
  expect(
    (await cli.ask(["accounts", "roles", "grace", "Operator", "Auditor", "Operator"])).answer,
  ).toMatchObject({
    account: { roles: ["Operator", "Auditor"] },
  });
  expect((await cli.ask(["accounts", "disable", "grace"])).answer).toMatchObject({
    account: { disabled: true },
  });
  const { answer } = await cli.ask(["accounts", "list"]);
  expect(answer).toMatchObject({
    accounts: [
      { username: "ada", disabled: false },
      { username: "grace", disabled: true },
    ],
  });
  expect(JSON.stringify(answer)).not.toContain("argon2");
  expect((await cli.ask(["accounts", "enable", "grace"])).answer).toMatchObject({
    account: { disabled: false },
  });
  expect((await cli.ask(["accounts", "remove", "grace", "--yes"])).code).toBe(0);
  expect((await cli.run(["accounts", "list"])).stdout).not.toContain("grace");
});

test(
  "LOG-01 each change without a server is one line of the chained audit trail and names its operator",
  LONG,
  async () => {
    const cli = createCliFixture();
    const sudo = { settings: { SUDO_USER: "olivia" } };
    await addAccount(cli, "ada");
    await cli.run(["accounts", "disable", "ada"], sudo);
    await cli.run(["accounts", "roles", "ada", "--none"], sudo);
    const lines = readFileSync(join(cli.dataDirectory, "audit.log"), "utf8").trim().split("\n");
    const events = lines.map((line) => JSON.parse(line));
    expect(events.map(({ event }) => event)).toEqual(["user_created", "user_updated", "authz_change"]);
    expect(events[1]).toMatchObject({
      who: { provider: "system", username: expect.stringMatching(/^olivia as /) },
      target: { provider: "local", username: "ada" },
      details: { change: "disabled" },
    });
    expect((await cli.ask(["audit", "verify"])).answer).toMatchObject({ intact: true, lines: 3 });
    expect(lines.join("")).not.toContain(PASSWORD);
  },
);

test("SES-17 disabling an account ends its sessions in the running server at once", LONG, async () => {
  const cli = createCliFixture();
  const server = await cli.serve();
  await addAccount(cli, "ada");
  const { token } = await openSession(server, "ada", PASSWORD);
  expect(await statusOf(server, token)).toBe(200);
  const ended = { endedSessions: 1, administrators: 1, account: { disabled: true } };
  expect(await cli.ask(["accounts", "disable", "ada"])).toMatchObject({ code: 0, answer: ended });
  expect(await statusOf(server, token)).toBe(401);
  expect((await signIn(server, "ada", PASSWORD)).status).toBe(401);
  await cli.run(["accounts", "enable", "ada"]);
  expect(await statusOf(server, token)).toBe(401);
  expect((await signIn(server, "ada", PASSWORD)).status).toBe(200);
});

test.each([
  { name: "removing an account", words: ["accounts", "remove", "ada", "--yes"], event: "account-removed" },
  { name: "taking its last role", words: ["accounts", "roles", "ada", "--none"], event: "roles-removed" },
])("SES-17 $name ends its sessions in the running server at once", LONG, async ({ words, event }) => {
  const cli = createCliFixture();
  const server = await cli.serve();
  await addAccount(cli, "ada");
  const ada = await openSession(server, "ada", PASSWORD);
  const admin = await openSession(server, "admin", ADMIN_PASSWORD);
  expect((await cli.ask(words)).answer).toMatchObject({ ok: true, endedSessions: 1 });
  expect(await statusOf(server, ada.token)).toBe(401);
  expect(await statusOf(server, admin.token)).toBe(200);
  await server.stop("SIGTERM");
  const trail = readFileSync(join(cli.dataDirectory, "audit.log"), "utf8");
  expect(trail).toContain(`"reason":"${event}","scope":"user","ended":1`);
});

test("SES-20 removing a role ends the live sessions at once, adding a role ends none", LONG, async () => {
  const cli = createCliFixture();
  const server = await cli.serve();
  const { token } = await openSession(server, "admin", ADMIN_PASSWORD);
  const more = ["System Administrator", "Appliance Administrator", "Operator"];
  const given = await cli.ask(["accounts", "roles", "admin", ...more]);
  expect(given.answer).toMatchObject({ ok: true, endedSessions: 0 });
  expect(await statusOf(server, token)).toBe(200);
  const taken = await cli.ask(["accounts", "roles", "admin", "Operator"]);
  expect(taken.answer).toMatchObject({ ok: true, endedSessions: 1, account: { roles: ["Operator"] } });
  expect(await statusOf(server, token)).toBe(401);
});

test("SES-18 a new password makes the old password and its sessions invalid", LONG, async () => {
  const cli = createCliFixture();
  const server = await cli.serve();
  const { token } = await openSession(server, "admin", ADMIN_PASSWORD);
  const set = await cli.ask(["accounts", "password", "admin", "--password-stdin"], { input: PASSWORD });
  expect(set.answer).toMatchObject({ ok: true, endedSessions: 1 });
  expect(await statusOf(server, token)).toBe(401);
  expect((await signIn(server, "admin", ADMIN_PASSWORD)).status).toBe(401);
  expect((await signIn(server, "admin", PASSWORD)).status).toBe(200);
});

test("AUT-02 a password from stdin is used unchanged, except for one final line end", LONG, async () => {
  const cli = createCliFixture();
  const server = await cli.serve();
  const odd = "  spaces, é as two: e\u0301, \u{1f5dd} and a tab\t ";
  await cli.run(["accounts", "password", "admin", "--password-stdin"], { input: `${odd}\r\n` });
  expect((await signIn(server, "admin", odd.trim())).status).toBe(401);
  expect((await signIn(server, "admin", odd)).status).toBe(200);
  const notText = await cli.ask(["accounts", "password", "admin", "--password-stdin"], {
    input: Buffer.from([0x66, 0xff, 0xfe]),
  });
  expect(notText).toMatchObject({
    code: 2,
    answer: { error: { message: "The password on stdin is not UTF-8 text." } },
  });
});

test(
  "AUT-08 AUT-07 a lock survives a restart, and the command removes it with and without a server",
  LONG,
  async () => {
    const cli = createCliFixture();
    const first = await cli.serve();
    for (let attempt = 0; attempt < 4; attempt += 1) await signIn(first, "admin", "wrong");
    await first.stop("SIGTERM");
    const second = await cli.serve();
    expect((await signIn(second, "admin", ADMIN_PASSWORD)).status).toBe(401);
    expect(await cli.ask(["accounts", "unlock", "admin"])).toMatchObject({ code: 0, answer: { ok: true } });
    expect((await signIn(second, "admin", ADMIN_PASSWORD)).status).toBe(200);
    for (let attempt = 0; attempt < 4; attempt += 1) await signIn(second, "admin", "wrong");
    await second.stop("SIGTERM");
    expect(readFileSync(join(cli.dataDirectory, "audit.log"), "utf8")).toContain("authn_login_unlock");
    expect(await cli.run(["accounts", "unlock", "admin"])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("is not locked any more"),
    });
    expect((await signIn(await cli.serve(), "admin", ADMIN_PASSWORD)).status).toBe(200);
  },
);

test("a rejected change exits with code 1 and the same error with and without a server", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const cases = [
    { words: ["disable", "nobody"], code: "ACCOUNT_NOT_FOUND" },
    { words: ["unlock", "nobody"], code: "ACCOUNT_NOT_FOUND" },
    { words: ["add", "ada", "--role", "X", "--password-stdin"], code: "ACCOUNT_EXISTS" },
    { words: ["add", "a\nb", "--role", "X", "--password-stdin"], code: "INVALID_ACCOUNT" },
    { words: ["password", "ada", "--password-stdin"], code: "INVALID_ACCOUNT", input: "short" },
  ];
  const ask = ({ words, input = PASSWORD }: { words: string[]; input?: string }) =>
    cli.ask(["accounts", ...words], { input });
  const without = await Promise.all(cases.map(ask));
  for (const [index, { code }] of cases.entries()) {
    expect(without[index]).toMatchObject({ code: 1, answer: { ok: false, error: { code } } });
  }
  await cli.serve();
  expect((await Promise.all(cases.map(ask))).map(({ answer }) => answer)).toEqual(
    without.map(({ answer }) => answer),
  );
});

test("AUT-03 an easy password is rejected with its remedy", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const short = await cli.run(["accounts", "password", "ada", "--password-stdin"], { input: "short" });
  expect(short).toMatchObject({ code: 1, stdout: "" });
  expect(short.stderr).toContain("The password has 5 characters; use at least 15.");
});

test("the first account must be an administrator", LONG, async () => {
  const cli = createCliFixture();
  const refused = await cli.ask(["accounts", "add", "ada", "--role", "Operator", "--password-stdin"], {
    input: PASSWORD,
  });
  expect(refused).toMatchObject({ code: 1, answer: { error: { code: "INVALID_ACCOUNT" } } });
  expect(JSON.stringify(refused.answer)).toContain("--role 'System Administrator'");
});

test("disabling the last administrator prints a warning", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const { code, stdout } = await cli.run(["accounts", "disable", "ada"]);
  expect(code).toBe(0);
  expect(stdout).toContain("No enabled account has the role System Administrator any more");
});

test("parallel commands wait for each other and lose no change", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const names = ["b1", "b2", "b3", "b4"];
  await Promise.all(names.map((name) => addAccount(cli, name)));
  const { answer } = await cli.ask(["accounts", "list"]);
  expect((answer.accounts as { username: string }[]).map(({ username }) => username)).toEqual([
    "ada",
    ...names,
  ]);
  expect((await cli.ask(["audit", "verify"])).answer).toMatchObject({ intact: true, lines: 5 });
});

test("the columns of a table are aligned for names in any script", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  await addAccount(cli, "漢字");
  await addAccount(cli, "josé");
  const { stdout } = await cli.run(["accounts", "list"]);
  const lines = stdout.split("\n").slice(0, 4);
  expect(lines).toEqual([
    expect.stringMatching(/^USERNAME {2}STATE {4}PASSWORD +ROLES$/),
    expect.stringMatching(/^ada {7}enabled {2}set .+ {2}System Administrator$/),
    expect.stringMatching(/^josé {6}enabled {2}set .+ {2}System Administrator$/),
    expect.stringMatching(/^漢字 {6}enabled {2}set .+ {2}System Administrator$/),
  ]);
  // How wide the column before is depends on how long ago the passwords were set: "now" is shorter than its title.
  const starts = lines.map((line) => stringWidth(line.slice(0, line.search(/ROLES|System/))));
  expect(new Set(starts).size).toBe(1);
});

test(
  "an export is readable and holds no secret by default, and an import restores accounts",
  LONG,
  async () => {
    const cli = createCliFixture();
    await addAccount(cli, "ada");
    await addAccount(cli, "grace", "Operator").catch(() => undefined);
    const shown = await cli.run(["accounts", "export"]);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      version: 1,
      accounts: [{ username: "ada" }, { username: "grace" }],
    });
    expect(shown.stdout).not.toContain("argon2");
    const file = join(cli.dataDirectory, "export.json");
    expect(await cli.run(["accounts", "export", "--with-secrets"])).toMatchObject({ code: 2, stdout: "" });
    const written = await cli.run(["accounts", "export", "--with-secrets", "--output", file]);
    expect(written.code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toContain("$argon2id$");
    expect((await cli.run(["accounts", "export", "--output", file])).code).toBe(2);

    const other = createCliFixture();
    expect(await other.ask(["accounts", "import", file])).toMatchObject({
      code: 0,
      answer: { added: 2, replaced: 0, administrators: 1 },
    });
    expect(await other.ask(["accounts", "import", file])).toMatchObject({
      code: 1,
      answer: { error: { code: "ACCOUNT_EXISTS" } },
    });
    const server = await other.serve();
    const { status, token } = await signIn(server, "ada", PASSWORD);
    expect(status).toBe(200);
    expect(await other.ask(["accounts", "import", file, "--replace"])).toMatchObject({
      code: 0,
      answer: { added: 0, replaced: 2, endedSessions: 1 },
    });
    expect(await statusOf(server, token)).toBe(401);
    await cli.run(["accounts", "export", "--output", `${file}.plain`]);
    expect(await other.run(["accounts", "import", `${file}.plain`])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/\/accounts\/0\/passwordHash is missing .*--with-secrets/),
    });
    const trail = readFileSync(join(cli.dataDirectory, "audit.log"), "utf8");
    expect(trail.match(/"object":"accounts"/g)).toHaveLength(1);
  },
);
