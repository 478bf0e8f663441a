import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addAccount, type CliFixture, createCliFixture } from "./createCliFixture.ts";

const LONG = { timeout: 60_000 };

async function createTrail(
  settings: Readonly<Record<string, string>> = {},
): Promise<CliFixture & { readonly file: string }> {
  const cli = createCliFixture(settings);
  await addAccount(cli, "ada");
  await cli.run(["accounts", "disable", "ada"]);
  await cli.run(["accounts", "enable", "ada"]);
  return { ...cli, file: join(cli.dataDirectory, "audit.log") };
}

test("LOG-01 tampering with a chain is reported by file and line", LONG, async () => {
  const cli = await createTrail();
  const whole = readFileSync(cli.file, "utf8");
  writeFileSync(cli.file, whole.replace('"change":"disabled"', '"change":"enabled"'));
  const altered = await cli.ask(["audit", "verify"]);
  expect(altered).toMatchObject({
    code: 1,
    answer: { ok: false, intact: false, problem: "altered", file: cli.file, line: 2 },
  });
  expect((await cli.run(["audit", "verify"])).stdout).toContain(`${cli.file}:2`);
  expect((await cli.run(["doctor"])).stdout).toContain(`the chain is broken at ${cli.file}:2`);
});

test("an anchor detects that the end was cut off", LONG, async () => {
  const cli = await createTrail();
  const { answer } = await cli.ask(["audit", "verify"]);
  expect(answer).toMatchObject({ intact: true, lines: 3 });
  const anchor = String(answer.anchor);
  expect((await cli.ask(["audit", "verify", "--anchor", anchor])).code).toBe(0);
  const whole = readFileSync(cli.file, "utf8").trim().split("\n");
  writeFileSync(cli.file, `${whole.slice(0, 2).join("\n")}\n`);
  expect((await cli.ask(["audit", "verify"])).code).toBe(0);
  expect(await cli.ask(["audit", "verify", "--anchor", anchor])).toMatchObject({
    code: 1,
    answer: { problem: "anchor-missing" },
  });
});

test("a trail without a chain exits with code 1, and a missing trail with code 2", LONG, async () => {
  const cli = await createTrail({ GATEHOUSE_AUDIT_CHAIN: "off" });
  expect(await cli.ask(["audit", "verify"])).toMatchObject({ code: 1, answer: { problem: "not-chained" } });
  const absent = await cli.ask(["audit", "verify", "--file", join(cli.dataDirectory, "none.log")]);
  expect(absent).toMatchObject({ code: 2, answer: { error: { code: "USAGE" } } });
  const collected = await cli.ask(["audit", "verify"], {
    settings: { GATEHOUSE_AUDIT: "stdout", GATEHOUSE_AUDIT_CHAIN: "off" },
  });
  expect(collected.code).toBe(2);
  expect((await cli.ask(["audit", "verify", "--anchor", "3:abc"])).code).toBe(2);
});

test("a command writes its audit lines to stderr when the trail goes to stdout", LONG, async () => {
  const cli = createCliFixture({ GATEHOUSE_AUDIT: "stdout" });
  const { code, stdout, stderr } = await cli.run(
    ["accounts", "add", "ada", "--role", "System Administrator", "--password-stdin", "--json"],
    { input: "quiet harbour with seven lanterns" },
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  expect(JSON.parse(stderr)).toMatchObject({ event: "user_created" });
});
