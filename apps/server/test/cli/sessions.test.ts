import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  ADMIN_PASSWORD,
  addAccount,
  createCliFixture,
  openSession,
  PASSWORD,
  signIn,
  statusOf,
} from "./createCliFixture.ts";

const LONG = { timeout: 60_000 };

test(
  "SES-16 the sessions of a running server are listed, and ended one by one, by user and all at once",
  LONG,
  async () => {
    const cli = createCliFixture();
    const server = await cli.serve();
    await addAccount(cli, "ada");
    const first = await openSession(server, "ada", PASSWORD);
    const second = await openSession(server, "ada", PASSWORD);
    const admin = await openSession(server, "admin", ADMIN_PASSWORD);

    const listed = await cli.ask(["sessions", "list"]);
    const sessions = listed.answer.sessions as { id: string; username: string }[];
    expect(listed.answer).toMatchObject({ ok: true, more: false });
    expect(sessions.map(({ username }) => username)).toEqual(["admin", "ada", "ada"]);
    expect(sessions[0]).toMatchObject({ authType: "local", clientAddress: "127.0.0.1" });
    expect(JSON.stringify(listed.answer)).not.toContain(first.token);

    const ended = await cli.ask(["sessions", "end", String(sessions[1]?.id)]);
    expect(ended).toMatchObject({ code: 0, answer: { session: { username: "ada" } } });
    expect([await statusOf(server, first.token), await statusOf(server, second.token)].sort()).toEqual([
      200, 401,
    ]);

    expect((await cli.ask(["sessions", "end-user", "ada"])).answer).toMatchObject({ ended: 1 });
    expect(await statusOf(server, first.token)).toBe(401);
    expect(await statusOf(server, admin.token)).toBe(200);
    expect((await cli.ask(["sessions", "end-all", "--yes"])).answer).toMatchObject({ ended: 1 });
    expect(await statusOf(server, admin.token)).toBe(401);

    await server.stop("SIGTERM");
    const trail = readFileSync(join(cli.dataDirectory, "audit.log"), "utf8");
    expect(
      [...trail.matchAll(/"reason":"by-administrator","scope":"(\w+)"/g)].map(([, scope]) => scope),
    ).toEqual(["one", "user", "all"]);
  },
);

test("SES-04 a session that is ended without a server stays ended after a start", LONG, async () => {
  const cli = createCliFixture();
  const server = await cli.serve();
  await addAccount(cli, "ada");
  const ada = await openSession(server, "ada", PASSWORD);
  const admin = await openSession(server, "admin", ADMIN_PASSWORD);
  await server.stop("SIGKILL");

  const { answer } = await cli.ask(["sessions", "list", "--user", "ada"]);
  expect(answer.sessions).toHaveLength(1);
  expect((await cli.ask(["accounts", "disable", "ada"])).answer).toMatchObject({ endedSessions: 1 });

  const again = await cli.serve();
  expect(await statusOf(again, ada.token)).toBe(401);
  expect(await statusOf(again, admin.token)).toBe(200);
});

test("a list is cut at --limit with a note, and filters select sessions", LONG, async () => {
  const cli = createCliFixture();
  const server = await cli.serve();
  for (let count = 0; count < 3; count += 1) await openSession(server, "admin", ADMIN_PASSWORD);
  const cut = await cli.run(["sessions", "list", "--limit", "2"]);
  expect(cut.stdout).toContain("2 sessions, and there are more: raise --limit.");
  expect(cut.stdout.split("\n")[0]).toMatch(/^ID {36}USER {3}VIA {4}ADDRESS {4}SIGNED IN/);
  const other = await cli.ask(["sessions", "list", "--address", "192.0.2.1"]);
  expect(other).toMatchObject({ code: 0, answer: { sessions: [], more: false } });
  expect((await cli.ask(["sessions", "list", "--limit", "none"])).code).toBe(2);
});

test("ending an unknown session exits with code 1", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const unknown = await cli.ask(["sessions", "end", "6f0c2c3e-3b52-4f8a-9d3c-0f4f0d0f2a11"]);
  expect(unknown).toMatchObject({ code: 1, answer: { error: { code: "SESSION_NOT_FOUND" } } });
});

test("ending all sessions and removing an account require a confirmation", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  for (const words of [
    ["sessions", "end-all"],
    ["accounts", "remove", "ada"],
  ]) {
    const { code, stderr } = await cli.run(words, { input: "y\n" });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("Add --yes.") });
  }
  expect((await cli.run(["accounts", "list"])).stdout).toContain("ada");
});

test(
  "sign-ins are disabled and enabled with and without a server, and the state survives a restart",
  LONG,
  async () => {
    const cli = createCliFixture();
    const server = await cli.serve();
    const { token } = await openSession(server, "admin", ADMIN_PASSWORD);
    expect((await cli.ask(["sign-ins", "status"])).answer).toMatchObject({ ok: true, closed: false });
    expect((await cli.ask(["sign-ins", "close"])).answer).toMatchObject({ ok: true, closed: true });
    expect((await signIn(server, "admin", ADMIN_PASSWORD)).status).toBe(503);
    expect(await statusOf(server, token)).toBe(200);
    await server.stop("SIGTERM");

    expect(await cli.ask(["sign-ins", "status"])).toMatchObject({
      code: 1,
      answer: { ok: false, closed: true },
    });
    const again = await cli.serve();
    expect((await signIn(again, "admin", ADMIN_PASSWORD)).status).toBe(503);
    await cli.run(["sign-ins", "open"]);
    expect((await signIn(again, "admin", ADMIN_PASSWORD)).status).toBe(200);
  },
);

test("sessions in memory end with the server, while accounts and the sign-in state stay", LONG, async () => {
  const cli = createCliFixture({ GATEHOUSE_STORE_URL: "memory:" });
  await addAccount(cli, "ada");
  expect((await cli.ask(["sessions", "list"])).answer).toMatchObject({ sessions: [] });
  expect(await cli.ask(["sign-ins", "close"])).toMatchObject({ code: 0, answer: { closed: true } });
  const server = await cli.serve();
  expect((await signIn(server, "ada", PASSWORD)).status).toBe(503);
  await cli.run(["sign-ins", "open"]);
  await openSession(server, "ada", PASSWORD);
  expect((await cli.ask(["sessions", "end-user", "ada"])).answer).toMatchObject({ ended: 1 });
  const { token } = await openSession(server, "ada", PASSWORD);
  await server.stop("SIGTERM");
  const again = await cli.serve();
  expect(await statusOf(again, token)).toBe(401);
  expect((await signIn(again, "ada", PASSWORD)).status).toBe(200);
});
