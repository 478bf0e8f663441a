import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, linkSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { sampleAccount } from "@gatehouse/sessions/testing";
import { expect, test } from "vitest";
import { createRestoreScene, inPlace, type RestoreScene } from "./createStorePlace.ts";

const copyOver = ({ copy, data }: RestoreScene, wanted: (name: string) => boolean = () => true): void => {
  for (const name of readdirSync(copy).filter(wanted)) copyFileSync(join(copy, name), join(data, name));
};

/** Ways to put an older copy over the files of a store that is open. */
const ways: readonly (readonly [name: string, put: (scene: RestoreScene) => void])[] = [
  ["by cp -a", ({ copy, data }) => execFileSync("cp", ["-a", `${copy}/.`, data])],
  ["by writing each file anew", ({ copy, data }) => inPlace(copy, data)],
  ["without marker and seal", (scene) => copyOver(scene, (name) => !/\.(?:marker|seal)$/.test(name))],
];

test.each(
  ways.flatMap(([name, put]) =>
    (["sign-out", "bulk end", "account"] as const).map((end) => ({ name, put, end })),
  ),
)(
  "SES-22 FAIL-27 an older copy put over an open store $name revives nobody, then or later ($end)",
  async ({ put, end }) => {
    const scene = createRestoreScene();
    const account = sampleAccount("ada");
    const store = await scene.open();
    await store.accounts.add([account]);
    await scene.add(store, "a");
    await scene.add(store, "b");
    execFileSync("cp", ["-a", scene.data, scene.copy]);
    if (end === "sign-out") await scene.end(store, "a");
    else if (end === "bulk end") await store.endMany({ window: scene.window });
    else
      await store.accounts.change({
        id: account.id,
        version: 1,
        next: { ...account, disabled: true, version: 2 },
      });
    put(scene);
    const away = { code: "STORE_UNAVAILABLE" };
    await expect(store.accounts.list()).rejects.toMatchObject(away);
    await expect(scene.isLive(store, "c")).rejects.toMatchObject(away);
    await expect(scene.isLive(store, "a")).rejects.toMatchObject(away);
    // However much is asked of it, it stays so, and nothing makes the copy look like its own.
    const tried = await Promise.allSettled(
      Array.from({ length: 120 }, (_, count) => scene.add(store, `new ${count}`)),
    );
    expect(tried.filter(({ status }) => status === "fulfilled")).toEqual([]);
    expect((await store.problems()).files).toEqual(expect.any(String));
    await store.close();
    const next = await scene.open();
    expect(next.startup).toMatchObject({ kind: "restored" });
    for (const tokenHash of ["a", "b"]) expect(await scene.isLive(next, tokenHash)).toBe(false);
    await next.close();
  },
);

test("a store goes on when the modes or links of its open files change", async () => {
  const scene = createRestoreScene();
  const store = await scene.open();
  await scene.add(store, "a");
  chmodSync(scene.path, 0o400);
  chmodSync(scene.path, 0o600);
  linkSync(scene.path, `${scene.path}.link`);
  await scene.end(store, "a");
  await scene.add(store, "b");
  expect([await scene.isLive(store, "a"), await scene.isLive(store, "b")]).toEqual([false, true]);
  await store.close();
});
