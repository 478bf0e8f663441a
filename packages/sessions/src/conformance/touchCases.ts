import assert from "node:assert/strict";
import type { SessionRecord } from "../session/SessionRecord.ts";
import {
  createStoreFixture,
  IDLE_SECONDS,
  keyOf,
  type StoreCase,
  type StoreFixture,
} from "./createStoreFixture.ts";

/** What `list` promises. */
export const listCases: readonly StoreCase[] = [
  {
    name: "SES-16 the newest sessions come first, with their latest last-seen time",
    async run(store) {
      const fixture = createStoreFixture(store);
      const first = await fixture.add("first");
      fixture.advanceSeconds(1);
      const second = await fixture.add("second");
      fixture.advanceSeconds(1);
      await fixture.touch("first");
      assert.deepEqual(await fixture.list(), [second, { ...first, lastSeenAtMs: fixture.nowMs() }]);
    },
  },
  {
    name: "SES-16 the list contains the sessions that match all filters",
    async run(store) {
      const fixture = createStoreFixture(store);
      const ada = await fixture.add("a", { username: "ada" });
      const bob = await fixture.add("b", { username: "bob", record: { clientAddress: "2001:db8::1" } });
      assert.deepEqual(await fixture.list({ id: ada.id }), [ada]);
      assert.deepEqual(await fixture.list({ userKey: keyOf("bob") }), [bob]);
      assert.deepEqual(await fixture.list({ username: "ada" }), [ada]);
      assert.deepEqual(await fixture.list({ clientAddress: "2001:db8::1" }), [bob]);
      assert.equal((await fixture.list({ authType: "local" })).length, 2);
      assert.deepEqual(await fixture.list({ authType: "vsphere" }), []);
      assert.deepEqual(await fixture.list({ username: "ada", clientAddress: "2001:db8::1" }), []);
      assert.deepEqual(await fixture.list({ username: "%" }), []);
    },
  },
  {
    name: "SES-16 pages are complete, also where many sessions began in the same millisecond",
    async run(store) {
      const fixture = createStoreFixture(store);
      const added = new Set<string>();
      for (let index = 0; index < 25; index += 1) {
        added.add((await fixture.add(`hash-${index}`)).id);
        if (index % 10 === 9) fixture.advanceSeconds(1);
      }
      const ids = (await listAll(fixture, 4)).map((record) => record.id);
      assert.equal(ids.length, 25);
      assert.deepEqual(new Set(ids), added);
    },
  },
  {
    name: "SES-16 pages neither skip nor repeat sessions while others come, go and are used",
    async run(store) {
      const fixture = createStoreFixture(store);
      const lasting = new Set<string>();
      for (let index = 0; index < 20; index += 1) {
        lasting.add((await fixture.add(`lasting-${index}`)).id);
        await fixture.add(`passing-${index}`);
        fixture.advanceSeconds(1);
      }
      let turn = 0;
      const seen = await listAll(fixture, 5, async () => {
        await fixture.take(`passing-${19 - turn}`);
        await fixture.add(`late-${turn}`);
        await fixture.touch(`lasting-${turn}`);
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
      const fixture = createStoreFixture(store);
      const record = await fixture.add("hash");
      fixture.advanceSeconds(1000);
      assert.deepEqual(await fixture.touch("hash"), { ...record, lastSeenAtMs: fixture.nowMs() });
    },
  },
  {
    name: "a touch of an unknown digest finds nothing and creates nothing",
    async run(store) {
      const fixture = createStoreFixture(store);
      assert.equal(await fixture.touch("unknown"), undefined);
      assert.deepEqual(await fixture.list(), []);
    },
  },
  {
    name: "SES-07 touches closer together than the write interval keep a session alive",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("hash");
      for (let second = 0; second < 3 * IDLE_SECONDS; second += 60) {
        fixture.advanceSeconds(60);
        assert.equal((await fixture.touch("hash"))?.lastSeenAtMs, fixture.nowMs());
      }
    },
  },
  {
    name: "SES-07 a session ends at the idle limit after its last touch, also when that touch was not written",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("hash");
      fixture.advanceSeconds(100);
      await fixture.touch("hash");
      fixture.advanceSeconds(IDLE_SECONDS - 1);
      assert.equal((await fixture.list()).length, 1);
      fixture.advanceSeconds(1);
      assert.equal(await fixture.touch("hash"), undefined);
      assert.deepEqual(await fixture.list(), []);
    },
  },
  {
    name: "SES-08 touches do not move the absolute limit",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("hash");
      for (let minute = 20; minute < 12 * 60; minute += 20) {
        fixture.advanceSeconds(20 * 60);
        assert.notEqual(await fixture.touch("hash"), undefined);
      }
      fixture.advanceSeconds(20 * 60);
      assert.equal(await fixture.touch("hash"), undefined);
    },
  },
  {
    name: "a clock that steps back does not move the last-seen time back",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("hash");
      fixture.advanceSeconds(1000);
      await fixture.touch("hash");
      fixture.advanceSeconds(-4);
      assert.equal((await fixture.touch("hash"))?.lastSeenAtMs, fixture.nowMs() + 4000);
    },
  },
  {
    name: "a session from the future has ended, so that a wrong clock cannot lengthen its life",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("hash");
      fixture.advanceSeconds(-3600);
      assert.equal(await fixture.touch("hash"), undefined);
      assert.deepEqual(await fixture.list(), []);
      assert.equal(await fixture.take("hash"), undefined);
    },
  },
  {
    name: "SES-05 touches racing with the end of a session do not bring it back",
    async run(store) {
      const fixture = createStoreFixture(store);
      for (let round = 0; round < 20; round += 1) {
        const hash = `hash-${round}`;
        await fixture.add(hash);
        fixture.advanceSeconds(200);
        const touches = Array.from({ length: 100 }, () => fixture.touch(hash));
        const taken = fixture.take(hash);
        touches.push(...Array.from({ length: 100 }, () => fixture.touch(hash)));
        assert.notEqual(await taken, undefined);
        await Promise.all(touches);
        assert.equal(await fixture.touch(hash), undefined);
        assert.deepEqual(await fixture.list(), []);
      }
    },
  },
];

async function listAll(
  fixture: StoreFixture,
  limit: number,
  between = async () => {},
): Promise<SessionRecord[]> {
  const all: SessionRecord[] = [];
  for (;;) {
    const last = all.at(-1);
    const page = await fixture.list({ limit, ...(last === undefined ? {} : { after: last }) });
    all.push(...page);
    if (page.length < limit) return all;
    await between();
  }
}
