import assert from "node:assert/strict";
import { createScene, IDLE_SECONDS, keyOf } from "./createScene.ts";
import type { StoreCase } from "./StoreCase.ts";

/** What `take` promises. */
export const takeCases: readonly StoreCase[] = [
  {
    name: "SES-04 take returns the session as it was last seen, and it is gone",
    async run(store) {
      const scene = createScene(store);
      const record = await scene.add("hash");
      await scene.add("other");
      scene.advanceSeconds(10);
      await scene.touch("hash");
      assert.deepEqual(await scene.take("hash"), { ...record, lastSeenAtMs: scene.nowMs() });
      assert.equal(await scene.touch("hash"), undefined);
      assert.notEqual(await scene.touch("other"), undefined);
    },
  },
  {
    name: "SES-06 of many parallel takes exactly one gets the session",
    async run(store) {
      const scene = createScene(store);
      await scene.add("hash");
      const takes = await Promise.all(Array.from({ length: 50 }, () => scene.take("hash")));
      assert.equal(takes.filter((record) => record !== undefined).length, 1);
    },
  },
  {
    name: "take of an unknown digest or id finds nothing",
    async run(store) {
      const scene = createScene(store);
      assert.equal(await scene.take("unknown"), undefined);
      assert.equal(await scene.takeId("unknown"), undefined);
    },
  },
  {
    name: "a session that ran out of time cannot be taken",
    async run(store) {
      const scene = createScene(store);
      const record = await scene.add("hash");
      scene.advanceSeconds(IDLE_SECONDS);
      assert.equal(await scene.take("hash"), undefined);
      assert.equal(await scene.takeId(record.id), undefined);
    },
  },
  {
    name: "SES-16 take by public id ends the session",
    async run(store) {
      const scene = createScene(store);
      const record = await scene.add("hash");
      assert.deepEqual(await scene.takeId(record.id), record);
      assert.equal(await scene.touch("hash"), undefined);
    },
  },
  {
    name: "SES-15 take by public id leaves the session of another user alone",
    async run(store) {
      const scene = createScene(store);
      const record = await scene.add("hash", { username: "ada" });
      assert.equal(await scene.takeId(record.id, keyOf("eve")), undefined);
      assert.notEqual(await scene.touch("hash"), undefined);
      assert.deepEqual(await scene.takeId(record.id, keyOf("ada")), record);
    },
  },
  {
    name: "SES-14 the public id is not accepted as a digest, nor the digest as an id",
    async run(store) {
      const scene = createScene(store);
      const record = await scene.add("hash");
      assert.equal(await scene.touch(record.id), undefined);
      assert.equal(await scene.take(record.id), undefined);
      assert.equal(await scene.takeId("hash"), undefined);
    },
  },
];
