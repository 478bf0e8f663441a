import assert from "node:assert/strict";
import { createScene, IDLE_SECONDS, keyOf, type StoreCase } from "./createScene.ts";

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

/** What `endMany` promises. */
export const endManyCases: readonly StoreCase[] = [
  {
    name: "SES-16 ending all of a user leaves the others alone and says how many ended",
    async run(store) {
      const scene = createScene(store);
      await scene.add("a1", { username: "ada" });
      await scene.add("a2", { username: "ada" });
      await scene.add("b", { username: "bob" });
      assert.equal(await scene.endMany({ userKey: keyOf("ada") }), 2);
      assert.equal(await scene.touch("a1"), undefined);
      assert.equal(await scene.take("a2"), undefined);
      assert.equal((await scene.list()).length, 1);
      assert.notEqual(await scene.touch("b"), undefined);
      assert.equal(await scene.endMany({ userKey: keyOf("ada") }), 0);
    },
  },
  {
    name: "SES-15 ending all others of a user keeps the one excepted, again and again",
    async run(store) {
      const scene = createScene(store);
      const kept = await scene.add("kept");
      for (const hash of ["a", "b"]) {
        await scene.add(hash);
        assert.equal(await scene.endMany({ userKey: keyOf("ada"), exceptId: kept.id }), 1);
        assert.equal(await scene.touch(hash), undefined);
        assert.equal((await scene.touch("kept"))?.id, kept.id);
      }
    },
  },
  {
    name: "ending the others of a user does not keep an excepted session of another user apart",
    async run(store) {
      const scene = createScene(store);
      const bob = await scene.add("b", { username: "bob" });
      await scene.add("a", { username: "ada" });
      assert.equal(await scene.endMany({ userKey: keyOf("ada"), exceptId: bob.id }), 1);
      assert.equal((await scene.list()).length, 1);
    },
  },
  {
    name: "SES-16 ending all ends every session, or every one but the excepted",
    async run(store) {
      const scene = createScene(store);
      const kept = await scene.add("a", { username: "ada" });
      await scene.add("b", { username: "bob" });
      await scene.add("c", { username: "eve" });
      assert.equal(await scene.endMany({ exceptId: kept.id }), 2);
      assert.notEqual(await scene.touch("a"), undefined);
      assert.equal(await scene.endMany(), 1);
      assert.deepEqual(await scene.list(), []);
      assert.equal(await scene.touch("a"), undefined);
    },
  },
  {
    name: "sessions opened after a bulk end live, and are ended by the next one",
    async run(store) {
      const scene = createScene(store);
      await scene.add("old");
      await scene.endMany({ userKey: keyOf("ada") });
      await scene.add("new");
      assert.notEqual(await scene.touch("new"), undefined);
      assert.equal(await scene.endMany(), 1);
      await scene.add("newest");
      assert.notEqual(await scene.touch("newest"), undefined);
      assert.equal(await scene.touch("new"), undefined);
    },
  },
  {
    name: "SES-05 a touch made before a bulk end does not bring the session back",
    async run(store) {
      const scene = createScene(store);
      await scene.add("hash");
      scene.advanceSeconds(10);
      await scene.touch("hash");
      await scene.endMany({ userKey: keyOf("ada") });
      scene.advanceSeconds(300);
      assert.equal(await scene.touch("hash"), undefined);
      assert.deepEqual(await scene.list(), []);
    },
  },
  {
    name: "sessions ended in bulk do not count towards the caps and are not evicted",
    async run(store) {
      const scene = createScene(store);
      await scene.add("old");
      await scene.endMany();
      const result = await scene.create("new", { maxPerUser: 1, maxInAll: 1 });
      assert.deepEqual(result, { created: true, evicted: [] });
    },
  },
  {
    name: "a bulk end does not count sessions that ran out of time",
    async run(store) {
      const scene = createScene(store);
      await scene.add("old");
      scene.advanceSeconds(IDLE_SECONDS);
      await scene.add("new");
      assert.equal(await scene.endMany(), 1);
    },
  },
];
