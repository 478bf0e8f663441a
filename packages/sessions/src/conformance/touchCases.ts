import assert from "node:assert/strict";
import { createScene, IDLE_SECONDS } from "./createScene.ts";
import type { StoreCase } from "./StoreCase.ts";

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
