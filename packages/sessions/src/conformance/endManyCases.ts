import assert from "node:assert/strict";
import { createStoreFixture, IDLE_SECONDS, keyOf, type StoreCase } from "./createStoreFixture.ts";

/** What `take` promises. */
export const takeCases: readonly StoreCase[] = [
  {
    name: "SES-04 take returns the session as it was last seen, and it is gone",
    async run(store) {
      const fixture = createStoreFixture(store);
      const record = await fixture.add("hash");
      await fixture.add("other");
      fixture.advanceSeconds(10);
      await fixture.touch("hash");
      assert.deepEqual(await fixture.take("hash"), { ...record, lastSeenAtMs: fixture.nowMs() });
      assert.equal(await fixture.touch("hash"), undefined);
      assert.notEqual(await fixture.touch("other"), undefined);
    },
  },
  {
    name: "SES-06 of many parallel takes exactly one gets the session",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("hash");
      const takes = await Promise.all(Array.from({ length: 50 }, () => fixture.take("hash")));
      assert.equal(takes.filter((record) => record !== undefined).length, 1);
    },
  },
  {
    name: "take of an unknown digest or id finds nothing",
    async run(store) {
      const fixture = createStoreFixture(store);
      assert.equal(await fixture.take("unknown"), undefined);
      assert.equal(await fixture.takeId("unknown"), undefined);
    },
  },
  {
    name: "an expired session cannot be taken",
    async run(store) {
      const fixture = createStoreFixture(store);
      const record = await fixture.add("hash");
      fixture.advanceSeconds(IDLE_SECONDS);
      assert.equal(await fixture.take("hash"), undefined);
      assert.equal(await fixture.takeId(record.id), undefined);
    },
  },
  {
    name: "SES-16 take by public id ends the session",
    async run(store) {
      const fixture = createStoreFixture(store);
      const record = await fixture.add("hash");
      assert.deepEqual(await fixture.takeId(record.id), record);
      assert.equal(await fixture.touch("hash"), undefined);
    },
  },
  {
    name: "SES-15 take by public id leaves the session of another user alone",
    async run(store) {
      const fixture = createStoreFixture(store);
      const record = await fixture.add("hash", { username: "ada" });
      assert.equal(await fixture.takeId(record.id, keyOf("eve")), undefined);
      assert.notEqual(await fixture.touch("hash"), undefined);
      assert.deepEqual(await fixture.takeId(record.id, keyOf("ada")), record);
    },
  },
  {
    name: "SES-14 the public id is not accepted as a digest, nor the digest as an id",
    async run(store) {
      const fixture = createStoreFixture(store);
      const record = await fixture.add("hash");
      assert.equal(await fixture.touch(record.id), undefined);
      assert.equal(await fixture.take(record.id), undefined);
      assert.equal(await fixture.takeId("hash"), undefined);
    },
  },
];

/** What `sweep` promises. */
export const sweepCases: readonly StoreCase[] = [
  {
    name: "SES-21 a sweep removes expired sessions, reports each once, and counts live ones",
    async run(store) {
      const fixture = createStoreFixture(store);
      const old = await fixture.add("old");
      fixture.advanceSeconds(IDLE_SECONDS);
      await fixture.add("new");
      assert.deepEqual(await fixture.sweep(), { expired: [old], more: false, live: 1 });
      assert.deepEqual(await fixture.sweep(), { expired: [], more: false, live: 1 });
    },
  },
  {
    name: "SES-21 a sweep stops at its limit and reports that there is more",
    async run(store) {
      const fixture = createStoreFixture(store);
      for (let index = 0; index < 7; index += 1) await fixture.add(`hash-${index}`);
      fixture.advanceSeconds(IDLE_SECONDS);
      const reported: string[] = [];
      for (const more of [true, true, false]) {
        const swept = await fixture.sweep(3);
        reported.push(...swept.expired.map((record) => record.id));
        assert.equal(swept.more, more);
      }
      assert.equal(new Set(reported).size, 7);
    },
  },
  {
    name: "a sweep spares a session that was used since its last-seen time was written",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("hash");
      fixture.advanceSeconds(100);
      await fixture.touch("hash");
      fixture.advanceSeconds(IDLE_SECONDS - 50);
      assert.deepEqual(await fixture.sweep(), { expired: [], more: false, live: 1 });
      assert.notEqual(await fixture.touch("hash"), undefined);
    },
  },
  {
    name: "a sweep does not report sessions that were ended on purpose as expired",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("taken");
      await fixture.add("ended");
      await fixture.take("taken");
      await fixture.endMany();
      fixture.advanceSeconds(IDLE_SECONDS);
      assert.deepEqual(await fixture.sweep(), { expired: [], more: false, live: 0 });
    },
  },
  {
    name: "SES-05 a touch does not bring a swept session back, also when the clock steps back",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("hash");
      fixture.advanceSeconds(IDLE_SECONDS);
      await fixture.sweep();
      fixture.advanceSeconds(-IDLE_SECONDS);
      assert.equal(await fixture.touch("hash"), undefined);
    },
  },
];

/** What `endMany` promises. */
export const endManyCases: readonly StoreCase[] = [
  {
    name: "SES-16 ending all sessions of a user leaves the others alone and returns their number",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("a1", { username: "ada" });
      await fixture.add("a2", { username: "ada" });
      await fixture.add("b", { username: "bob" });
      assert.equal(await fixture.endMany({ userKey: keyOf("ada") }), 2);
      assert.equal(await fixture.touch("a1"), undefined);
      assert.equal(await fixture.take("a2"), undefined);
      assert.equal((await fixture.list()).length, 1);
      assert.notEqual(await fixture.touch("b"), undefined);
      assert.equal(await fixture.endMany({ userKey: keyOf("ada") }), 0);
    },
  },
  {
    name: "SES-15 ending all other sessions of a user keeps the excepted one, every time",
    async run(store) {
      const fixture = createStoreFixture(store);
      const kept = await fixture.add("kept");
      for (const hash of ["a", "b"]) {
        await fixture.add(hash);
        assert.equal(await fixture.endMany({ userKey: keyOf("ada"), exceptId: kept.id }), 1);
        assert.equal(await fixture.touch(hash), undefined);
        assert.equal((await fixture.touch("kept"))?.id, kept.id);
      }
    },
  },
  {
    name: "ending the other sessions of a user ignores an excepted session of another user",
    async run(store) {
      const fixture = createStoreFixture(store);
      const bob = await fixture.add("b", { username: "bob" });
      await fixture.add("a", { username: "ada" });
      assert.equal(await fixture.endMany({ userKey: keyOf("ada"), exceptId: bob.id }), 1);
      assert.equal((await fixture.list()).length, 1);
    },
  },
  {
    name: "SES-16 ending all sessions ends every one, or every one but the excepted",
    async run(store) {
      const fixture = createStoreFixture(store);
      const kept = await fixture.add("a", { username: "ada" });
      await fixture.add("b", { username: "bob" });
      await fixture.add("c", { username: "eve" });
      assert.equal(await fixture.endMany({ exceptId: kept.id }), 2);
      assert.notEqual(await fixture.touch("a"), undefined);
      assert.equal(await fixture.endMany(), 1);
      assert.deepEqual(await fixture.list(), []);
      assert.equal(await fixture.touch("a"), undefined);
    },
  },
  {
    name: "sessions opened after a bulk end live, and are ended by the next one",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("old");
      await fixture.endMany({ userKey: keyOf("ada") });
      await fixture.add("new");
      assert.notEqual(await fixture.touch("new"), undefined);
      assert.equal(await fixture.endMany(), 1);
      await fixture.add("newest");
      assert.notEqual(await fixture.touch("newest"), undefined);
      assert.equal(await fixture.touch("new"), undefined);
    },
  },
  {
    name: "SES-05 a touch made before a bulk end does not bring the session back",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("hash");
      fixture.advanceSeconds(10);
      await fixture.touch("hash");
      await fixture.endMany({ userKey: keyOf("ada") });
      fixture.advanceSeconds(300);
      assert.equal(await fixture.touch("hash"), undefined);
      assert.deepEqual(await fixture.list(), []);
    },
  },
  {
    name: "sessions ended in bulk do not count towards the caps and are not evicted",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("old");
      await fixture.endMany();
      const result = await fixture.create("new", { maxPerUser: 1, maxInAll: 1 });
      assert.deepEqual(result, { created: true, evicted: [] });
    },
  },
  {
    name: "a bulk end does not count expired sessions",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("old");
      fixture.advanceSeconds(IDLE_SECONDS);
      await fixture.add("new");
      assert.equal(await fixture.endMany(), 1);
    },
  },
];
