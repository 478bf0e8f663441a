import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { expect, onTestFinished, test } from "vitest";
import { createProgram } from "../../src/cli/createProgram.ts";
import { requireTool } from "../support/requireTool.ts";
import { addAccount, createCliFixture, PASSWORD } from "./createCliFixture.ts";
import { cleanEnvironment, GATEHOUSE, runGatehouse, runJson } from "./runGatehouse.ts";

const LONG = { timeout: 60_000 };
const ESCAPE = "\u001b";

/** The words that lead to every command that does something. */
function allCommands(command: Command, words: readonly string[] = []): readonly (readonly string[])[] {
  if (command.commands.length === 0) return [words];
  return command.commands.flatMap((child) => allCommands(child, [...words, child.name()]));
}

const commands = allCommands(createProgram(async () => undefined));

test("the commands are those that the operators' guide describes", () => {
  expect(commands.map((words) => words.join(" "))).toEqual([
    "serve",
    "accounts list",
    "accounts roles",
    "accounts disable",
    "accounts enable",
    "accounts unlock",
    "accounts export",
    "accounts import",
    "accounts add",
    "accounts password",
    "accounts remove",
    "sessions list",
    "sessions end",
    "sessions end-user",
    "sessions end-all",
    "sign-ins status",
    "sign-ins close",
    "sign-ins open",
    "audit verify",
    "config check",
    "backup",
    "doctor",
  ]);
});

test(
  "every command has help with its exit codes and with examples that begin with its own words",
  LONG,
  async () => {
    for (const words of commands) {
      const { code, stdout, stderr } = await runGatehouse([...words, "--help"]);
      expect({ words, code, stderr }).toEqual({ words, code: 0, stderr: "" });
      expect(stdout).toMatch(new RegExp(`Examples?:\\n  \\$ .*gatehouse ${words.join(" ")}`));
      expect(stdout).toMatch(/Exit codes:\n {2}0 done\n/);
      expect(stdout).toContain("--json");
    }
  },
);

test("the command alone shows its help, and does not start a server", LONG, async () => {
  const { code, stdout } = await runGatehouse([]);
  expect(code).toBe(0);
  expect(stdout).toContain("Usage: gatehouse [options] [command]");
  expect((await runGatehouse(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+ \(Node \d+/);
});

test.each([
  { name: "an unknown command", words: ["acounts"], says: "Did you mean accounts?" },
  { name: "an unknown option", words: ["doctor", "--jsn"], says: "Did you mean --json?" },
  { name: "a missing name", words: ["accounts", "disable"], says: "Missing required argument 'username'" },
  { name: "a word too many", words: ["accounts", "disable", "ada", "grace"], says: "Too many arguments" },
  { name: "an account without a role", words: ["accounts", "add", "ada"], says: "Add --role" },
  {
    name: "a role that is nearly right",
    words: ["accounts", "add", "ada", "--role", "system-administrator"],
    says: "Did you mean 'System Administrator'?",
  },
  {
    name: "a misspelt role, where nothing can be asked",
    words: ["accounts", "add", "ada", "--role", "System Administrater"],
    says: "Did you mean 'System Administrator'? Add --yes if it is a role of your own.",
  },
  { name: "roles and none", words: ["accounts", "roles", "ada", "X", "--none"], says: "omit either" },
])(
  "$name is wrong usage, with exit code 2 and an error on stderr or as JSON",
  LONG,
  async ({ words, says }) => {
    const human = await runGatehouse(words);
    expect(human).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(says) });
    const json = await runJson(words);
    expect(json).toMatchObject({ code: 2, stderr: "", answer: { ok: false, error: { code: "USAGE" } } });
  },
);

test(
  "a hint can be pasted, with npx gatehouse in a checkout and gatehouse in an installation",
  LONG,
  async () => {
    const words = ["accounts", "add", "--help"];
    const inCheckout = await runGatehouse(words, { settings: { npm_lifecycle_event: "npx" } });
    expect(inCheckout.stdout).toContain("$ npx gatehouse accounts add ada --role 'System Administrator'");
    const folder = fileURLToPath(new URL("../../../../deploy/", import.meta.url));
    const settings = { npm_lifecycle_event: undefined, PATH: `${folder}:${process.env.PATH}` };
    expect((await runGatehouse(words, { settings })).stdout).toContain("$ gatehouse accounts add ada");
  },
);

test("a group without a command lists its commands and is wrong usage", LONG, async () => {
  const { code, stdout, stderr } = await runGatehouse(["accounts"]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("add [options] <username>");
  expect(stderr).toMatch(/\n✗ A command is missing\. .*\n$/);
  expect((await runJson(["accounts"])).answer).toMatchObject({ ok: false, error: { code: "USAGE" } });
});

test("a password at any position of the command line is rejected and never printed", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  const attempts = [
    ["accounts", "password", "ada", "--password", "canary"],
    ["accounts", "password", "ada", "--password=canary"],
    ["accounts", "password", "ada", "--pass=canary"],
    ["accounts", "password", "ada", "-pcanary"],
    ["accounts", "add", "grace", "--role", "X", "-p", "canary"],
    ["accounts", "password", "ada", "--password-stdin=canary"],
    ["accounts", "password", "ada", "canary"],
    ["--password", "canary", "accounts", "password", "ada"],
  ];
  for (const words of attempts) {
    const { code, stdout, stderr } = await cli.run(words, { input: PASSWORD });
    expect({ words, code, stdout }).toEqual({ words, code: 2, stdout: "" });
    expect(stderr).not.toContain("canary");
  }
  const first = await cli.run(attempts[0] ?? []);
  expect(first.stderr).toContain("pipe it in with --password-stdin. If that was a real password, change it.");
});

test(
  "without a terminal and without --password-stdin a command fails instead of waiting for a password",
  LONG,
  async () => {
    const cli = createCliFixture();
    await addAccount(cli, "ada");
    const { code, stderr } = await cli.run(["accounts", "password", "ada"], { input: PASSWORD });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("with --password-stdin") });
  },
);

test("a pipe gets no colours", LONG, async () => {
  const cli = createCliFixture();
  await addAccount(cli, "ada");
  for (const words of [["accounts", "list"], ["accounts", "disable", "nobody"], ["doctor"], ["--help"]]) {
    const { stdout, stderr } = await cli.run(words);
    expect(stdout + stderr).not.toContain(ESCAPE);
  }
});

test("a reader that closes the pipe causes no error", LONG, (context) => {
  requireTool(context, "bash");
  const line = `"${process.execPath}" --conditions=@gatehouse/source "${GATEHOUSE}" --help | head -1`;
  const { status, stdout, stderr } = spawnSync("bash", ["-o", "pipefail", "-c", line], {
    env: cleanEnvironment(),
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("Usage: gatehouse");
});

test("a missing data directory is named and not created", LONG, async () => {
  const shelf = mkdtempSync(join(tmpdir(), "gatehouse-none-"));
  onTestFinished(() => rmSync(shelf, { recursive: true, force: true }));
  const nowhere = join(shelf, "data");
  for (const words of [
    ["accounts", "list"],
    ["sessions", "list"],
    ["backup", join(shelf, "backup")],
  ]) {
    const { code, answer } = await runJson([...words, "--data-dir", nowhere]);
    expect({ code, answer }).toMatchObject({
      code: 2,
      answer: { error: { code: "DATA_DIRECTORY_UNUSABLE" } },
    });
    expect(JSON.stringify(answer)).toContain(nowhere);
  }
});
