import assert from "node:assert/strict";
import { createScene, IDLE_SECONDS } from "./createScene.ts";
import type { StoreCase } from "./StoreCase.ts";

/** What `sweep` promises. */
export const sweepCases: readonly StoreCase[] = [
  {
    name: "SES-21 a sweep removes what ran out of time, tells it once, and counts what lives",
    async run(store) {
      const scene = createScene(store);
      const old = await scene.add("old");
      scene.advanceSeconds(IDLE_SECONDS);
      await scene.add("new");
      assert.deepEqual(await scene.sweep(), { expired: [old], more: false, live: 1 });
      assert.deepEqual(await scene.sweep(), { expired: [], more: false, live: 1 });
    },
  },
  {
    name: "SES-21 a sweep stops at its limit and says that there is more",
    async run(store) {
      const scene = createScene(store);
      for (let index = 0; index < 7; index += 1) await scene.add(`hash-${index}`);
      scene.advanceSeconds(IDLE_SECONDS);
      const told: string[] = [];
      for (const more of [true, true, false]) {
        const swept = await scene.sweep(3);
        told.push(...swept.expired.map((record) => record.id));
        assert.equal(swept.more, more);
      }
      assert.equal(new Set(told).size, 7);
    },
  },
  {
    name: "a sweep spares a session that was used since its last-seen time was written",
    async run(store) {
      const scene = createScene(store);
      await scene.add("hash");
      scene.advanceSeconds(100);
      await scene.touch("hash");
      scene.advanceSeconds(IDLE_SECONDS - 50);
      assert.deepEqual(await scene.sweep(), { expired: [], more: false, live: 1 });
      assert.notEqual(await scene.touch("hash"), undefined);
    },
  },
  {
    name: "a sweep does not tell sessions that were ended on purpose as expired",
    async run(store) {
      const scene = createScene(store);
      await scene.add("taken");
      await scene.add("ended");
      await scene.take("taken");
      await scene.endMany();
      scene.advanceSeconds(IDLE_SECONDS);
      assert.deepEqual(await scene.sweep(), { expired: [], more: false, live: 0 });
    },
  },
  {
    name: "SES-05 a touch does not bring a swept session back, also when the clock steps back",
    async run(store) {
      const scene = createScene(store);
      await scene.add("hash");
      scene.advanceSeconds(IDLE_SECONDS);
      await scene.sweep();
      scene.advanceSeconds(-IDLE_SECONDS);
      assert.equal(await scene.touch("hash"), undefined);
    },
  },
];
