import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settings } from "../../src/config/settings.ts";
import { createCliFixture } from "./createCliFixture.ts";

const LONG = { timeout: 60_000 };

test(
  "OPS-03 every setting is shown with its effective value and its source, without secrets",
  LONG,
  async () => {
    const cli = createCliFixture();
    const file = join(cli.dataDirectory, "gatehouse.env");
    writeFileSync(file, "# a comment\nGATEHOUSE_PORT=9555\nGATEHOUSE_IDLE_TIMEOUT_SECONDS=600\n");
    const { code, answer } = await cli.ask(["config", "check", "--settings", file], {
      settings: { GATEHOUSE_ADMIN_PASSWORD: "canary-password", GATEHOUSE_IDLE_TIMEOUT_SECONDS: "900" },
    });
    expect(code).toBe(0);
    const shown = answer.settings as { name: string; value: string; source: string }[];
    expect(shown.map(({ name }) => name)).toEqual(Object.keys(settings));
    const byName = Object.fromEntries(shown.map(({ name, value, source }) => [name, { value, source }]));
    expect(byName).toMatchObject({
      GATEHOUSE_PORT: { value: "9555", source: "file" },
      GATEHOUSE_IDLE_TIMEOUT_SECONDS: { value: "900", source: "environment" },
      GATEHOUSE_ABSOLUTE_TIMEOUT_SECONDS: { value: "43200", source: "default" },
      GATEHOUSE_DATA_DIR: { value: cli.dataDirectory, source: "environment" },
      GATEHOUSE_STORE_URL: { value: `sqlite:${join(cli.dataDirectory, "sessions.db")}`, source: "default" },
      GATEHOUSE_AUDIT: { value: join(cli.dataDirectory, "audit.log") },
    });
    expect(JSON.stringify(answer)).not.toContain("canary");
  },
);

test(
  "OPS-03 all problems are reported at once with exit code 1, without values of secrets",
  LONG,
  async () => {
    const cli = createCliFixture();
    const wrong = {
      GATEHOUSE_PORT: "many",
      GATEHOUSE_PROT: "1",
      GATEHOUSE_ADMIN_PASSWORD: "canary",
      GATEHOUSE_ADMIN_PASSWORD_FILE: "/nowhere",
      GATEHOUSE_STORE_URL: "redis://user:canary@localhost",
    };
    const { code, stdout } = await cli.run(["config", "check"], { settings: wrong });
    expect(code).toBe(1);
    expect(stdout).toContain("problems; the server would not start:");
    for (const name of Object.keys(wrong)) expect(stdout).toContain(name);
    expect(stdout).not.toContain("canary");
    const { answer } = await cli.ask(["config", "check"], { settings: wrong });
    expect((answer.faults as unknown[]).length).toBeGreaterThanOrEqual(4);
  },
);

test("an option overrides the environment, and a missing file is named", LONG, async () => {
  const cli = createCliFixture();
  const { answer } = await cli.ask(["config", "check", "--data-dir", "/srv/elsewhere"]);
  expect(answer.settings).toContainEqual(
    expect.objectContaining({ name: "GATEHOUSE_DATA_DIR", value: "/srv/elsewhere", source: "option" }),
  );
  const { code, stderr } = await cli.run(["config", "check", "--settings", "/nowhere/file"]);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining("/nowhere/file, cannot be read (ENOENT)"),
  });
});

test("a command with invalid settings fails instead of working beside the running server", LONG, async () => {
  const cli = createCliFixture();
  const { code, answer } = await cli.ask(["accounts", "list"], { settings: { GATEHOUSE_PORT: "many" } });
  expect({ code, answer }).toMatchObject({ code: 2, answer: { error: { code: "INVALID_CONFIGURATION" } } });
});
