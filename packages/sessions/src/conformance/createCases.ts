import assert from "node:assert/strict";
import { createStoreFixture, IDLE_SECONDS, keyOf, type StoreCase } from "./createStoreFixture.ts";

const admin = { username: "root", record: { privileged: true }, maxInAll: 2 };

/** What `create` promises when the store is full. */
export const fullStoreCases: readonly StoreCase[] = [
  {
    name: "SES-13 a full store rejects a user without a session and changes nothing",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("a", { username: "ada" });
      await fixture.add("b", { username: "bob" });
      assert.deepEqual(await fixture.create("c", { username: "eve", maxInAll: 2 }), {
        created: false,
        reason: "full",
      });
      assert.equal(await fixture.touch("c"), undefined);
      assert.equal((await fixture.list()).length, 2);
    },
  },
  {
    name: "SES-13 in a full store a user's own longest-idle session makes room",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("b", { username: "bob" });
      fixture.advanceSeconds(1);
      const own = await fixture.add("a", { username: "ada" });
      const result = await fixture.create("c", { username: "ada", maxInAll: 2 });
      assert.deepEqual(result, { created: true, evicted: [own] });
      assert.notEqual(await fixture.touch("b"), undefined);
    },
  },
  {
    name: "SES-13 in a full store an administrator evicts the longest-idle session",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("boss", { username: "boss", record: { privileged: true } });
      fixture.advanceSeconds(1);
      const idle = await fixture.add("idle", { username: "ada" });
      const result = await fixture.create("root", admin);
      assert.deepEqual(result, { created: true, evicted: [idle] });
      assert.notEqual(await fixture.touch("boss"), undefined);
    },
  },
  {
    name: "SES-13 in a store full of administrators the longest-idle session makes room",
    async run(store) {
      const fixture = createStoreFixture(store);
      const first = await fixture.add("a", { username: "a", record: { privileged: true } });
      fixture.advanceSeconds(1);
      await fixture.add("b", { username: "b", record: { privileged: true } });
      assert.deepEqual(await fixture.create("root", admin), { created: true, evicted: [first] });
    },
  },
  {
    name: "SES-13 expired sessions make room in a full store",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("a", { username: "a" });
      await fixture.add("b", { username: "b" });
      fixture.advanceSeconds(1800);
      const result = await fixture.create("c", { username: "c", maxInAll: 2 });
      assert.deepEqual(result, { created: true, evicted: [] });
    },
  },
  {
    name: "SES-13 parallel sign-ins of many users never exceed the cap in all",
    async run(store) {
      const fixture = createStoreFixture(store);
      const users = Array.from({ length: 40 }, (_, index) => `user-${index}`);
      const results = await Promise.all(
        users.map((username) => fixture.create(`hash-${username}`, { username, maxInAll: 10 })),
      );
      assert.equal(results.filter((result) => result.created).length, 10);
      assert.equal((await fixture.list()).length, 10);
    },
  },
];

/** What `create` promises while there is room in all. */
export const createCases: readonly StoreCase[] = [
  {
    name: "a created session is found with every fact it was created with",
    async run(store) {
      const fixture = createStoreFixture(store);
      const record = await fixture.add("hash", {
        record: {
          userKey: "5:local:Zo\u00eb %_'\"\u0000\u{1F511}*",
          privileged: true,
          user: {
            authType: "local",
            subject: "Zo\u00eb %_'\"\u0000\u{1F511}*",
            username: "Zo\u00eb %_'\"\u0000\u{1F511}*",
            enterprise: "",
            organizations: [],
            currentOrganization: "",
          },
          roles: [],
          clientAddress: "2001:db8::7",
          passwordChangeDue: true,
        },
      });
      assert.deepEqual(await fixture.touch("hash"), record);
      assert.deepEqual(await fixture.list({ userKey: record.userKey }), [record]);
    },
  },
  {
    name: "SES-12 at the cap of a user the longest-idle session of that user makes room",
    async run(store) {
      const fixture = createStoreFixture(store);
      const first = await fixture.add("first", { maxPerUser: 2 });
      await fixture.add("other", { username: "eve" });
      fixture.advanceSeconds(1);
      const second = await fixture.add("second", { maxPerUser: 2 });
      fixture.advanceSeconds(1);
      await fixture.touch("first");
      const result = await fixture.create("third", { maxPerUser: 2 });
      assert.deepEqual(result, { created: true, evicted: [second] });
      assert.equal(await fixture.touch("second"), undefined);
      assert.equal((await fixture.touch("first"))?.id, first.id);
      assert.equal((await fixture.touch("third"))?.userKey, keyOf("ada"));
      assert.equal((await fixture.touch("other"))?.userKey, keyOf("eve"));
    },
  },
  {
    name: "SES-12 a cap that was lowered is reached at once",
    async run(store) {
      const fixture = createStoreFixture(store);
      for (const hash of ["a", "b", "c", "d"]) await fixture.add(hash);
      const result = await fixture.create("e", { maxPerUser: 2 });
      assert.equal(result.created && result.evicted.length, 3);
      assert.equal((await fixture.list()).length, 2);
    },
  },
  {
    name: "SES-12 parallel sign-ins never leave more sessions than the cap",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("other", { username: "eve" });
      const hashes = Array.from({ length: 50 }, (_, index) => `hash-${index}`);
      const results = await Promise.all(hashes.map((hash) => fixture.create(hash, { maxPerUser: 3 })));
      const evicted = results.flatMap((result) => (result.created ? result.evicted : []));
      assert.equal((await fixture.list({ userKey: keyOf("ada") })).length, 3);
      assert.equal(new Set(evicted.map((record) => record.id)).size, 47);
      assert.notEqual(await fixture.touch("other"), undefined);
    },
  },
  {
    name: "an expired session does not count towards the cap and is not evicted",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("old", { maxPerUser: 1 });
      fixture.advanceSeconds(1800);
      assert.deepEqual(await fixture.create("new", { maxPerUser: 1 }), { created: true, evicted: [] });
    },
  },
  {
    name: "SES-20 a session that replaces another ends it, and no other session",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("other");
      fixture.advanceSeconds(1);
      await fixture.add("old");
      const caps = { maxPerUser: 2, maxInAll: 2 };
      assert.deepEqual(await fixture.create("new", { ...caps, replaces: "old" }), {
        created: true,
        evicted: [],
      });
      assert.equal(await fixture.touch("old"), undefined);
      assert.notEqual(await fixture.touch("new"), undefined);
      assert.notEqual(await fixture.touch("other"), undefined);
      assert.equal((await fixture.list()).length, 2);
    },
  },
  {
    name: "SES-20 a session that is not live, or another user's, is not replaced, and nothing changes",
    async run(store) {
      const fixture = createStoreFixture(store);
      const ended = { created: false, reason: "replaced-ended" };
      await fixture.add("eves", { username: "eve" });
      assert.deepEqual(await fixture.create("new", { replaces: "none" }), ended);
      assert.deepEqual(await fixture.create("new", { replaces: "eves" }), ended);
      await fixture.add("old");
      await fixture.take("old");
      assert.deepEqual(await fixture.create("new", { replaces: "old" }), ended);
      await fixture.add("late");
      fixture.advanceSeconds(IDLE_SECONDS);
      assert.deepEqual(await fixture.create("new", { replaces: "late" }), ended);
      assert.equal(await fixture.touch("new"), undefined);
    },
  },
  {
    name: "SES-20 a session stays when the one that was to replace it is rejected",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("old");
      const account = { id: "ada", version: 7 };
      const changed = { created: false, reason: "account-changed" };
      assert.deepEqual(await fixture.create("new", { replaces: "old", account }), changed);
      await fixture.add("second");
      await fixture.add("eves", { username: "eve" });
      const full = { created: false, reason: "full" };
      const lowered = { username: "eve", replaces: "eves", maxInAll: 2 };
      assert.deepEqual(await fixture.create("new", lowered), full);
      for (const hash of ["old", "second", "eves"]) assert.notEqual(await fixture.touch(hash), undefined);
    },
  },
  {
    name: "SES-20 of parallel calls that replace one session one succeeds",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("old");
      const hashes = Array.from({ length: 20 }, (_, index) => `new-${index}`);
      const results = await Promise.all(hashes.map((hash) => fixture.create(hash, { replaces: "old" })));
      assert.equal(results.filter(({ created }) => created).length, 1);
      assert.equal((await fixture.list()).length, 1);
    },
  },
  {
    name: "OPS-01 a closed store rejects every call and may be closed again",
    async run(store) {
      const fixture = createStoreFixture(store);
      await fixture.add("hash");
      await store.close();
      await store.close();
      const unavailable = { code: "STORE_UNAVAILABLE" };
      await assert.rejects(fixture.create("other"), unavailable);
      await assert.rejects(fixture.touch("hash"), unavailable);
      await assert.rejects(fixture.take("hash"), unavailable);
      await assert.rejects(fixture.list(), unavailable);
      await assert.rejects(fixture.endMany(), unavailable);
      await assert.rejects(fixture.sweep(), unavailable);
    },
  },
];
