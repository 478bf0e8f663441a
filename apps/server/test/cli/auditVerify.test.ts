import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addAccount, createPlace, type Place } from "./createPlace.ts";

const LONG = { timeout: 60_000 };

async function createTrail(
  settings: Readonly<Record<string, string>> = {},
): Promise<Place & { readonly file: string }> {
  const place = createPlace(settings);
  await addAccount(place, "ada");
  await place.run(["accounts", "disable", "ada"]);
  await place.run(["accounts", "enable", "ada"]);
  return { ...place, file: join(place.dataDirectory, "audit.log") };
}

test("LOG-01 a chain that was tampered with is found, by file and line", LONG, async () => {
  const place = await createTrail();
  const whole = readFileSync(place.file, "utf8");
  writeFileSync(place.file, whole.replace('"change":"disabled"', '"change":"enabled"'));
  const altered = await place.ask(["audit", "verify"]);
  expect(altered).toMatchObject({
    code: 1,
    answer: { ok: false, intact: false, problem: "altered", file: place.file, line: 2 },
  });
  expect((await place.run(["audit", "verify"])).stdout).toContain(`${place.file}:2`);
  expect((await place.run(["doctor"])).stdout).toContain(`the chain is broken at ${place.file}:2`);
});

test("an anchor finds out that the end was cut off", LONG, async () => {
  const place = await createTrail();
  const { answer } = await place.ask(["audit", "verify"]);
  expect(answer).toMatchObject({ intact: true, lines: 3 });
  const anchor = String(answer.anchor);
  expect((await place.ask(["audit", "verify", "--anchor", anchor])).code).toBe(0);
  const whole = readFileSync(place.file, "utf8").trim().split("\n");
  writeFileSync(place.file, `${whole.slice(0, 2).join("\n")}\n`);
  expect((await place.ask(["audit", "verify"])).code).toBe(0);
  expect(await place.ask(["audit", "verify", "--anchor", anchor])).toMatchObject({
    code: 1,
    answer: { problem: "anchor-missing" },
  });
});

test("a trail without a chain is not called intact, and no trail is no answer", LONG, async () => {
  const place = await createTrail({ GATEHOUSE_AUDIT_CHAIN: "off" });
  expect(await place.ask(["audit", "verify"])).toMatchObject({ code: 1, answer: { problem: "not-chained" } });
  const absent = await place.ask(["audit", "verify", "--file", join(place.dataDirectory, "none.log")]);
  expect(absent).toMatchObject({ code: 2, answer: { error: { code: "USAGE" } } });
  const collected = await place.ask(["audit", "verify"], {
    settings: { GATEHOUSE_AUDIT: "stdout", GATEHOUSE_AUDIT_CHAIN: "off" },
  });
  expect(collected.code).toBe(2);
  expect((await place.ask(["audit", "verify", "--anchor", "3:abc"])).code).toBe(2);
});

test("where the trail goes to stdout, a command writes its lines to stderr", LONG, async () => {
  const place = createPlace({ GATEHOUSE_AUDIT: "stdout" });
  const { code, stdout, stderr } = await place.run(
    ["accounts", "add", "ada", "--role", "System Administrator", "--password-stdin", "--json"],
    { input: "quiet harbour with seven lanterns" },
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  expect(JSON.parse(stderr)).toMatchObject({ event: "user_created" });
});
