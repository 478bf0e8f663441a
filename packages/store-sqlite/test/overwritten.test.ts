import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, linkSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { sampleAccount } from "@gatehouse/sessions/testing";
import { expect, test } from "vitest";
import { createRestoreFixture, overwriteFiles, type RestoreFixture } from "./createStorePaths.ts";

const copyOver = ({ copy, data }: RestoreFixture, wanted: (name: string) => boolean = () => true): void => {
  for (const name of readdirSync(copy).filter(wanted)) copyFileSync(join(copy, name), join(data, name));
};

/** Ways to put an older copy over the files of a store that is open. */
const ways: readonly (readonly [name: string, put: (fixture: RestoreFixture) => void])[] = [
  ["by cp -a", ({ copy, data }) => execFileSync("cp", ["-a", `${copy}/.`, data])],
  ["by writing each file anew", ({ copy, data }) => overwriteFiles(copy, data)],
  ["without marker and seal", (fixture) => copyOver(fixture, (name) => !/\.(?:marker|seal)$/.test(name))],
];

test.each(
  ways.flatMap(([name, put]) =>
    (["sign-out", "bulk end", "account"] as const).map((end) => ({ name, put, end })),
  ),
)(
  "SES-22 FAIL-27 an older copy written over an open store $name revives no session, then or later ($end)",
  async ({ put, end }) => {
    const fixture = createRestoreFixture();
    const account = sampleAccount("ada");
    const store = await fixture.open();
    await store.accounts.add([account]);
    await fixture.add(store, "a");
    await fixture.add(store, "b");
    execFileSync("cp", ["-a", fixture.data, fixture.copy]);
    if (end === "sign-out") await fixture.end(store, "a");
    else if (end === "bulk end") await store.endMany({ window: fixture.window });
    else
      await store.accounts.change({
        id: account.id,
        version: 1,
        next: { ...account, disabled: true, version: 2 },
      });
    put(fixture);
    const away = { code: "STORE_UNAVAILABLE" };
    await expect(store.accounts.list()).rejects.toMatchObject(away);
    await expect(fixture.isLive(store, "c")).rejects.toMatchObject(away);
    await expect(fixture.isLive(store, "a")).rejects.toMatchObject(away);
    // However much is asked of it, it stays so, and nothing makes the copy look like its own.
    const tried = await Promise.allSettled(
      Array.from({ length: 120 }, (_, count) => fixture.add(store, `new ${count}`)),
    );
    expect(tried.filter(({ status }) => status === "fulfilled")).toEqual([]);
    expect((await store.problems()).files).toEqual(expect.any(String));
    await store.close();
    const next = await fixture.open();
    expect(next.startup).toMatchObject({ kind: "restored" });
    for (const tokenHash of ["a", "b"]) expect(await fixture.isLive(next, tokenHash)).toBe(false);
    await next.close();
  },
);

test("a store stays open when the modes or links of its open files change", async () => {
  const fixture = createRestoreFixture();
  const store = await fixture.open();
  await fixture.add(store, "a");
  chmodSync(fixture.path, 0o400);
  chmodSync(fixture.path, 0o600);
  linkSync(fixture.path, `${fixture.path}.link`);
  await fixture.end(store, "a");
  await fixture.add(store, "b");
  expect([await fixture.isLive(store, "a"), await fixture.isLive(store, "b")]).toEqual([false, true]);
  await store.close();
});
