import assert from "node:assert/strict";
import type { SessionRecord } from "../session/SessionRecord.ts";
import { createScene, IDLE_SECONDS, keyOf, type Scene, type StoreCase } from "./createScene.ts";

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

/** What `touch` promises. */
export const touchCases: readonly StoreCase[] = [
  {
    name: "SES-07 a touch moves the last-seen time and nothing else",
    async run(store) {
      const scene = createScene(store);
      const record = await scene.add("hash");
      scene.advanceSeconds(1000);
      assert.deepEqual(await scene.touch("hash"), { ...record, lastSeenAtMs: scene.nowMs() });
    },
  },
  {
    name: "a touch of an unknown digest finds nothing and creates nothing",
    async run(store) {
      const scene = createScene(store);
      assert.equal(await scene.touch("unknown"), undefined);
      assert.deepEqual(await scene.list(), []);
    },
  },
  {
    name: "SES-07 touches closer together than the write interval keep a session alive",
    async run(store) {
      const scene = createScene(store);
      await scene.add("hash");
      for (let second = 0; second < 3 * IDLE_SECONDS; second += 60) {
        scene.advanceSeconds(60);
        assert.equal((await scene.touch("hash"))?.lastSeenAtMs, scene.nowMs());
      }
    },
  },
  {
    name: "SES-07 a session ends at the idle limit after its last touch, however short before that was written",
    async run(store) {
      const scene = createScene(store);
      await scene.add("hash");
      scene.advanceSeconds(100);
      await scene.touch("hash");
      scene.advanceSeconds(IDLE_SECONDS - 1);
      assert.equal((await scene.list()).length, 1);
      scene.advanceSeconds(1);
      assert.equal(await scene.touch("hash"), undefined);
      assert.deepEqual(await scene.list(), []);
    },
  },
  {
    name: "SES-08 touches do not move the absolute limit",
    async run(store) {
      const scene = createScene(store);
      await scene.add("hash");
      for (let minute = 20; minute < 12 * 60; minute += 20) {
        scene.advanceSeconds(20 * 60);
        assert.notEqual(await scene.touch("hash"), undefined);
      }
      scene.advanceSeconds(20 * 60);
      assert.equal(await scene.touch("hash"), undefined);
    },
  },
  {
    name: "a clock that steps back does not move the last-seen time back",
    async run(store) {
      const scene = createScene(store);
      await scene.add("hash");
      scene.advanceSeconds(1000);
      await scene.touch("hash");
      scene.advanceSeconds(-4);
      assert.equal((await scene.touch("hash"))?.lastSeenAtMs, scene.nowMs() + 4000);
    },
  },
  {
    name: "a session from the future has ended, so that a wrong clock cannot lengthen its life",
    async run(store) {
      const scene = createScene(store);
      await scene.add("hash");
      scene.advanceSeconds(-3600);
      assert.equal(await scene.touch("hash"), undefined);
      assert.deepEqual(await scene.list(), []);
      assert.equal(await scene.take("hash"), undefined);
    },
  },
  {
    name: "SES-05 touches racing with the end of a session do not bring it back",
    async run(store) {
      const scene = createScene(store);
      for (let round = 0; round < 20; round += 1) {
        const hash = `hash-${round}`;
        await scene.add(hash);
        scene.advanceSeconds(200);
        const touches = Array.from({ length: 100 }, () => scene.touch(hash));
        const taken = scene.take(hash);
        touches.push(...Array.from({ length: 100 }, () => scene.touch(hash)));
        assert.notEqual(await taken, undefined);
        await Promise.all(touches);
        assert.equal(await scene.touch(hash), undefined);
        assert.deepEqual(await scene.list(), []);
      }
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
