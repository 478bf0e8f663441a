import assert from "node:assert/strict";
import {
  createStoreFixture,
  IDLE_SECONDS,
  keyOf,
  type StoreCase,
  WRITE_INTERVAL_MS,
} from "./createStoreFixture.ts";

/** What holds between two handles on the same data, as two processes have them. */
export const sharedCases: readonly StoreCase[] = [
  {
    name: "SES-04 a session taken through one handle is gone for the other at once",
    shared: true,
    async run(store, open) {
      const one = createStoreFixture(store);
      const two = one.on(await open());
      for (let round = 0; round < 50; round += 1) {
        await one.add(`hash-${round}`);
        assert.notEqual(await two.touch(`hash-${round}`), undefined);
        assert.notEqual(await one.touch(`hash-${round}`), undefined);
        assert.notEqual(await one.take(`hash-${round}`), undefined);
        assert.equal(await two.touch(`hash-${round}`), undefined);
        assert.equal(await two.take(`hash-${round}`), undefined);
      }
    },
  },
  {
    name: "SES-05 a time kept in memory by one handle does not bring back what the other ended",
    shared: true,
    async run(store, open) {
      const one = createStoreFixture(store);
      const second = await open();
      const two = one.on(second);
      await one.add("hash");
      one.advanceSeconds(10);
      await two.touch("hash");
      await one.take("hash");
      one.advanceSeconds(WRITE_INTERVAL_MS / 1000);
      assert.equal(await two.touch("hash"), undefined);
      await second.close();
      assert.deepEqual(await one.list(), []);
      assert.equal(await one.touch("hash"), undefined);
    },
  },
  {
    name: "SES-17 a bulk end through one handle takes effect for the other at once",
    shared: true,
    async run(store, open) {
      const one = createStoreFixture(store);
      const two = one.on(await open());
      await one.add("a");
      await two.touch("a");
      await one.endMany({ userKey: keyOf("ada") });
      assert.equal(await two.touch("a"), undefined);
      await two.add("b");
      await one.touch("b");
      await two.endMany();
      assert.equal(await one.touch("b"), undefined);
    },
  },
  {
    name: "SES-12 the cap of a user holds across handles",
    shared: true,
    async run(store, open) {
      const one = createStoreFixture(store);
      const two = one.on(await open());
      const creates = Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? one : two).create(`hash-${index}`, { maxPerUser: 3 }),
      );
      await Promise.all(creates);
      assert.equal((await one.list()).length, 3);
    },
  },
  {
    name: "SES-06 of takes through two handles exactly one gets the session",
    shared: true,
    async run(store, open) {
      const one = createStoreFixture(store);
      const two = one.on(await open());
      await one.add("hash");
      const takes = await Promise.all([
        one.take("hash"),
        two.take("hash"),
        one.take("hash"),
        two.take("hash"),
      ]);
      assert.equal(takes.filter((record) => record !== undefined).length, 1);
    },
  },
  {
    name: "SES-07 use through one handle keeps the session alive for the other, less the write interval",
    shared: true,
    async run(store, open) {
      const one = createStoreFixture(store);
      const two = one.on(await open());
      await one.add("hash");
      for (let second = 0; second < 2 * IDLE_SECONDS; second += 60) {
        one.advanceSeconds(60);
        await one.touch("hash");
      }
      one.advanceSeconds(IDLE_SECONDS - WRITE_INTERVAL_MS / 1000 - 60);
      assert.notEqual(await two.touch("hash"), undefined);
    },
  },
  {
    name: "close writes the times that were only in memory",
    shared: true,
    async run(store, open) {
      const one = createStoreFixture(store);
      await one.add("hash");
      one.advanceSeconds(60);
      await one.touch("hash");
      await store.close();
      const two = one.on(await open());
      assert.equal((await two.list())[0]?.lastSeenAtMs, one.nowMs());
    },
  },
];
