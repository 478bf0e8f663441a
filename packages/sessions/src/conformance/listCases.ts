import assert from "node:assert/strict";
import type { SessionRecord } from "../session/SessionRecord.ts";
import { createScene, keyOf, type Scene } from "./createScene.ts";
import type { StoreCase } from "./StoreCase.ts";

/** What `list` promises. */
export const listCases: readonly StoreCase[] = [
  {
    name: "SES-16 the newest sessions come first, with their latest last-seen time",
    async run(store) {
      const scene = createScene(store);
      const first = await scene.add("first");
      scene.advanceSeconds(1);
      const second = await scene.add("second");
      scene.advanceSeconds(1);
      await scene.touch("first");
      assert.deepEqual(await scene.list(), [second, { ...first, lastSeenAtMs: scene.nowMs() }]);
    },
  },
  {
    name: "SES-16 every filter narrows the list, and together they must all hold",
    async run(store) {
      const scene = createScene(store);
      const ada = await scene.add("a", { username: "ada" });
      const bob = await scene.add("b", { username: "bob", record: { clientAddress: "2001:db8::1" } });
      assert.deepEqual(await scene.list({ id: ada.id }), [ada]);
      assert.deepEqual(await scene.list({ userKey: keyOf("bob") }), [bob]);
      assert.deepEqual(await scene.list({ username: "ada" }), [ada]);
      assert.deepEqual(await scene.list({ clientAddress: "2001:db8::1" }), [bob]);
      assert.equal((await scene.list({ authType: "local" })).length, 2);
      assert.deepEqual(await scene.list({ authType: "vsphere" }), []);
      assert.deepEqual(await scene.list({ username: "ada", clientAddress: "2001:db8::1" }), []);
      assert.deepEqual(await scene.list({ username: "%" }), []);
    },
  },
  {
    name: "SES-16 pages are complete, also where many sessions began in the same millisecond",
    async run(store) {
      const scene = createScene(store);
      const added = new Set<string>();
      for (let index = 0; index < 25; index += 1) {
        added.add((await scene.add(`hash-${index}`)).id);
        if (index % 10 === 9) scene.advanceSeconds(1);
      }
      const ids = (await listAll(scene, 4)).map((record) => record.id);
      assert.equal(ids.length, 25);
      assert.deepEqual(new Set(ids), added);
    },
  },
  {
    name: "SES-16 pages neither skip nor repeat sessions while others come, go and are used",
    async run(store) {
      const scene = createScene(store);
      const lasting = new Set<string>();
      for (let index = 0; index < 20; index += 1) {
        lasting.add((await scene.add(`lasting-${index}`)).id);
        await scene.add(`passing-${index}`);
        scene.advanceSeconds(1);
      }
      let turn = 0;
      const seen = await listAll(scene, 5, async () => {
        await scene.take(`passing-${19 - turn}`);
        await scene.add(`late-${turn}`);
        await scene.touch(`lasting-${turn}`);
        turn += 1;
      });
      const seenLasting = seen.filter((record) => lasting.has(record.id)).map((record) => record.id);
      assert.equal(seenLasting.length, 20);
      assert.deepEqual(new Set(seenLasting), lasting);
    },
  },
];

async function listAll(scene: Scene, limit: number, between = async () => {}): Promise<SessionRecord[]> {
  const all: SessionRecord[] = [];
  for (;;) {
    const last = all.at(-1);
    const page = await scene.list({ limit, ...(last === undefined ? {} : { after: last }) });
    all.push(...page);
    if (page.length < limit) return all;
    await between();
  }
}
