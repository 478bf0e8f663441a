import { chmodSync, chownSync, lstatSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { runServerProcess } from "../support/startServerProcess.ts";
import { ADMIN_PASSWORD, addAccount, type CliFixture, createCliFixture, signIn } from "./createCliFixture.ts";

const LONG = { timeout: 60_000 };
/** A user that owns nothing. */
const STRANGER = 65_534;

const socketOf = ({ dataDirectory }: CliFixture): string => join(dataDirectory, "control.sock");

/** Sends raw bytes to the control socket and reads what comes back. */
async function sendRaw(cli: CliFixture, bytes: string): Promise<string> {
  const socket = connect(socketOf(cli));
  socket.on("error", () => undefined).write(bytes);
  return text(socket);
}

test("the control socket is private to its owner and is removed with the server", LONG, async () => {
  const cli = createCliFixture();
  const server = await cli.serve();
  const stats = lstatSync(socketOf(cli));
  expect(stats.isSocket()).toBe(true);
  expect(stats.mode & 0o777).toBe(0o600);
  expect(lstatSync(cli.dataDirectory).mode & 0o777).toBe(0o700);
  await server.stop("SIGTERM");
  expect(lstatSync(socketOf(cli), { throwIfNoEntry: false })).toBeUndefined();
});

test(
  "the socket of a killed server is recognised by commands and replaced by the next server",
  LONG,
  async () => {
    const cli = createCliFixture();
    const server = await cli.serve();
    await server.stop("SIGKILL");
    expect(lstatSync(socketOf(cli)).isSocket()).toBe(true);
    expect((await cli.ask(["accounts", "list"])).answer).toMatchObject({
      accounts: [{ username: "admin" }],
    });
    expect((await cli.run(["doctor"])).stdout).toContain("the last one did not stop in order");
    const again = await cli.serve();
    expect((await signIn(again, "admin", ADMIN_PASSWORD)).status).toBe(200);
    expect((await cli.ask(["sessions", "list"])).answer.sessions).toHaveLength(1);
  },
);

test("one server at a time uses a data directory; a second one reports the holder", LONG, async () => {
  const cli = createCliFixture();
  const server = await cli.serve();
  const second = await runServerProcess({
    GATEHOUSE_PORT: "0",
    GATEHOUSE_MANAGEMENT_PORT: "0",
    GATEHOUSE_TLS: "off",
    GATEHOUSE_DATA_DIR: cli.dataDirectory,
  });
  expect(second.code).toBe(2);
  expect(second.errors).toContain(`in use by process ${server.child.pid} (gatehouse serve)`);
  expect((await signIn(server, "admin", ADMIN_PASSWORD)).status).toBe(200);
});

test("an invalid request is rejected with a line of JSON, and the server continues", LONG, async () => {
  const cli = createCliFixture();
  await cli.serve();
  const ask = (request: object): string => `${JSON.stringify({ operator: "test", input: {}, ...request })}\n`;
  const cases = [
    { bytes: "no json\n", code: "BAD_REQUEST" },
    { bytes: "[]\n", code: "BAD_REQUEST" },
    { bytes: ask({ version: 2, operation: "listAccounts" }), code: "OTHER_VERSION" },
    { bytes: ask({ version: 1, operation: "__proto__" }), code: "UNKNOWN_OPERATION" },
    { bytes: ask({ version: 1, operation: "toString" }), code: "UNKNOWN_OPERATION" },
    { bytes: ask({ version: 1, operation: "endSession", input: { id: 7 } }), code: "BAD_REQUEST" },
    { bytes: ask({ version: 1, operation: "endSession", input: { id: "a", more: 1 } }), code: "BAD_REQUEST" },
    { bytes: `${"x".repeat(1_100_000)}\n`, code: "REQUEST_TOO_LONG" },
    { bytes: "y".repeat(1_100_000), code: "REQUEST_TOO_LONG" },
  ];
  for (const { bytes, code } of cases) {
    const answer = await sendRaw(cli, bytes);
    expect(JSON.parse(answer)).toMatchObject({ version: 1, ok: false, error: { code } });
    expect(answer.endsWith("\n")).toBe(true);
  }
  expect((await cli.ask(["accounts", "list"])).code).toBe(0);
});

test("NET-13 silent connections do not block a command", LONG, async () => {
  const cli = createCliFixture();
  await cli.serve();
  const open = async () => {
    const silent = connect(socketOf(cli)).on("error", () => undefined);
    onTestFinished(() => void silent.destroy());
    await new Promise((resolve) => silent.once("connect", resolve));
  };
  await Promise.all(Array.from({ length: 40 }, open));
  expect((await cli.ask(["accounts", "list"])).code).toBe(0);
});

test("OPS-02 silent connections do not keep the server from stopping", LONG, async () => {
  const cli = createCliFixture();
  const server = await cli.serve();
  const idle = connect(socketOf(cli)).on("error", () => undefined);
  onTestFinished(() => void idle.destroy());
  await new Promise((resolve) => idle.once("connect", resolve));
  expect(await server.stop("SIGTERM")).toBe(0);
});

test("a socket that other users can access gets no request", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  let asked = 0;
  const impostor = createServer(() => {
    asked += 1;
  }).listen(socketOf(cli));
  onTestFinished(() => void impostor.close());
  await new Promise((resolve) => impostor.once("listening", resolve));
  chmodSync(socketOf(cli), 0o666);
  const refused = await cli.ask(["accounts", "password", "ada", "--password-stdin"], {
    input: "x".repeat(20),
  });
  expect(refused).toMatchObject({ code: 2, answer: { error: { code: "CONTROL_FAILED" } } });
  expect(asked).toBe(0);
});

test("a server that hangs is distinguished from an absent one", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const silent = createServer(() => undefined).listen(socketOf(cli));
  onTestFinished(() => void silent.close());
  await new Promise((resolve) => silent.once("listening", resolve));
  chmodSync(socketOf(cli), 0o600);
  const { code, answer } = await cli.ask(["accounts", "list"]);
  expect(code).toBe(2);
  expect(JSON.stringify(answer)).toContain("does not respond on its control socket");
});

test("a file in place of the socket makes commands and the start of a server fail", LONG, async () => {
  const cli = createCliFixture();
  writeFileSync(socketOf(cli), "");
  const command = await cli.ask(["accounts", "list"]);
  expect(command).toMatchObject({ code: 2, answer: { error: { code: "CONTROL_FAILED" } } });
  await expect(cli.serve()).rejects.toThrow("something else has its name");
});

test(
  "a data directory with a path too long for a socket is rejected at the start, with the length",
  LONG,
  async () => {
    const deep = join(tmpdir(), `gatehouse-${"d".repeat(90)}`);
    onTestFinished(() => rmSync(deep, { recursive: true, force: true }));
    mkdirSync(deep, { recursive: true, mode: 0o700 });
    const cli = createCliFixture({ GATEHOUSE_DATA_DIR: deep });
    await expect(cli.serve()).rejects.toThrow(/has a path of \d+ bytes, and the system allows 103/);
  },
);

test(
  "another user reaches neither server nor files, and the error names the required user",
  LONG,
  async (context) => {
    if (process.getuid?.() !== 0) context.skip("only root can become another user");
    const cli = createCliFixture();
    const server = await cli.serve();
    const outside = await cli.ask(["accounts", "list"], { uid: STRANGER, cwd: "/" });
    expect(outside.code).toBe(2);
    expect(JSON.stringify(outside.answer)).toMatch(/sudo/);
    await server.stop("SIGTERM");
  },
);

test("root creates no files that the owner cannot open", LONG, async (context) => {
  if (process.getuid?.() !== 0) context.skip("only root can act on the files of others");
  const cli = createCliFixture();
  chownSync(cli.dataDirectory, STRANGER, STRANGER);
  const refused = await cli.ask(["accounts", "add", "ada", "--role", "X", "--password-stdin"], {
    input: "p",
  });
  expect(refused).toMatchObject({ code: 2, answer: { error: { code: "DATA_DIRECTORY_UNUSABLE" } } });
  expect(JSON.stringify(refused.answer)).toContain(`sudo -u '#${STRANGER}'`);
});
