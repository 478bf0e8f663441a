import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { requireTool } from "../support/requireTool.ts";
import {
  ADMIN_PASSWORD,
  addAccount,
  type CliFixture,
  createCliFixture,
  OTHER_PASSWORD,
  signIn,
} from "./createCliFixture.ts";
import { cleanEnvironment, GATEHOUSE } from "./runGatehouse.ts";

const LONG = { timeout: 60_000 };
const IN_TERMINAL = fileURLToPath(new URL("runInTerminal.py", import.meta.url));
const ESCAPE = "\u001b";

/** The input that is typed once a text is on the screen. */
interface Step {
  readonly see: string;
  readonly type: string;
}

/** Runs the command in a terminal of its own; gives what was on the screen, and the exit code. */
async function inTerminal(
  cli: CliFixture,
  words: readonly string[],
  { steps = [], environment = {} }: { steps?: readonly Step[]; environment?: Record<string, string> } = {},
): Promise<{ readonly code: number | null; readonly screen: string }> {
  const line = [process.execPath, "--conditions=@gatehouse/source", GATEHOUSE, ...words];
  const child = spawn("python3", [IN_TERMINAL, JSON.stringify({ line, steps })], {
    env: {
      ...cleanEnvironment(),
      TERM: "xterm-256color",
      GATEHOUSE_DATA_DIR: cli.dataDirectory,
      GATEHOUSE_TLS: "off",
      ...environment,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let screen = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    screen += chunk;
  });
  await once(child, "close");
  return { code: child.exitCode, screen };
}

test("a password is asked for twice without being shown, and signs in", LONG, async (context) => {
  requireTool(context, "python3");
  const cli = createCliFixture();
  const server = await cli.serve();
  const { code, screen } = await inTerminal(cli, ["accounts", "password", "admin"], {
    steps: [
      { see: "New password of admin: ", type: `${OTHER_PASSWORD}X\u007f\r` },
      { see: "Once more: ", type: `${OTHER_PASSWORD}\r` },
    ],
  });
  expect({ code, screen }).toEqual({
    code: 0,
    screen: expect.stringContaining("The password of admin was set."),
  });
  expect(screen).not.toContain(OTHER_PASSWORD.slice(0, 4));
  expect((await signIn(server, "admin", OTHER_PASSWORD)).status).toBe(200);
});

test("two passwords that are typed ahead are both accepted", LONG, async (context) => {
  requireTool(context, "python3");
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const typed = `${OTHER_PASSWORD}\r${OTHER_PASSWORD}\r`;
  const { code, screen } = await inTerminal(cli, ["accounts", "password", "ada"], {
    steps: [{ see: "New password", type: typed }],
  });
  expect({ code, screen }).toEqual({ code: 0, screen: expect.stringContaining("was set") });
});

test("two different passwords and Ctrl-C change nothing", LONG, async (context) => {
  requireTool(context, "python3");
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const before = (await cli.run(["accounts", "export"])).stdout;
  const differ = await inTerminal(cli, ["accounts", "password", "ada"], {
    steps: [
      { see: "New password", type: `${OTHER_PASSWORD}\r` },
      { see: "Once more", type: `${ADMIN_PASSWORD}\r` },
    ],
  });
  expect(differ).toMatchObject({ code: 2, screen: expect.stringContaining("The two passwords differ") });
  const broken = await inTerminal(cli, ["accounts", "password", "ada"], {
    steps: [{ see: "New password", type: "half a pass\u0003" }],
  });
  expect(broken).toMatchObject({ code: 2, screen: expect.stringContaining("nothing was changed") });
  expect((await cli.run(["accounts", "export"])).stdout).toBe(before);
});

test("an irreversible command asks for a confirmation, and no is the default", LONG, async (context) => {
  requireTool(context, "python3");
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  await addAccount(cli, "grace");
  const question = "Remove the account grace and end its sessions? [y/N]";
  const no = await inTerminal(cli, ["accounts", "remove", "grace"], {
    steps: [{ see: question, type: "\r" }],
  });
  expect(no).toMatchObject({ code: 2, screen: expect.stringContaining("nothing was changed") });
  const yes = await inTerminal(cli, ["accounts", "remove", "grace"], {
    steps: [{ see: question, type: "y\r" }],
  });
  expect(yes).toMatchObject({ code: 0, screen: expect.stringContaining("The account grace was removed.") });
});

test("a misspelt role asks for a confirmation, and no is the default", LONG, async (context) => {
  requireTool(context, "python3");
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const words = ["accounts", "roles", "ada", "System Administrator", "Aplliance Administrator"];
  const question = "Did you mean 'Appliance Administrator'? Continue with the role as written? [y/N]";
  const no = await inTerminal(cli, words, { steps: [{ see: question, type: "\r" }] });
  expect(no).toMatchObject({ code: 2, screen: expect.stringContaining("nothing was changed") });
  const yes = await inTerminal(cli, words, { steps: [{ see: question, type: "y\r" }] });
  expect(yes).toMatchObject({ code: 0, screen: expect.stringContaining("Aplliance Administrator now.") });
  expect((await cli.run([...words, "--yes"])).code).toBe(0);
});

test("a terminal gets colours unless NO_COLOR or --no-color is set", LONG, async (context) => {
  requireTool(context, "python3");
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  expect((await inTerminal(cli, ["accounts", "list"])).screen).toContain(ESCAPE);
  const plain = await inTerminal(cli, ["accounts", "list"], { environment: { NO_COLOR: "1" } });
  expect(plain.screen).not.toContain(ESCAPE);
  expect((await inTerminal(cli, ["accounts", "list", "--no-color"])).screen).not.toContain(ESCAPE);
  expect((await inTerminal(cli, ["accounts", "disable", "nobody", "--no-color"])).screen).not.toContain(
    ESCAPE,
  );
  expect((await inTerminal(cli, ["accounts", "list", "--json"])).screen).not.toContain(ESCAPE);
});
