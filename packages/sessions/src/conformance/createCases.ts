import assert from "node:assert/strict";
import { createScene, IDLE_SECONDS, keyOf, type StoreCase } from "./createScene.ts";

const admin = { username: "root", record: { privileged: true }, maxInAll: 2 };

/** What `create` promises when the store is full. */
export const fullStoreCases: readonly StoreCase[] = [
  {
    name: "SES-13 a full store turns a newcomer without a session away and changes nothing",
    async run(store) {
      const scene = createScene(store);
      await scene.add("a", { username: "ada" });
      await scene.add("b", { username: "bob" });
      assert.deepEqual(await scene.create("c", { username: "eve", maxInAll: 2 }), {
        created: false,
        reason: "full",
      });
      assert.equal(await scene.touch("c"), undefined);
      assert.equal((await scene.list()).length, 2);
    },
  },
  {
    name: "SES-13 in a full store a user's own longest-idle session makes room",
    async run(store) {
      const scene = createScene(store);
      await scene.add("b", { username: "bob" });
      scene.advanceSeconds(1);
      const own = await scene.add("a", { username: "ada" });
      const result = await scene.create("c", { username: "ada", maxInAll: 2 });
      assert.deepEqual(result, { created: true, evicted: [own] });
      assert.notEqual(await scene.touch("b"), undefined);
    },
  },
  {
    name: "SES-13 in a full store an administrator takes the place of the longest-idle user",
    async run(store) {
      const scene = createScene(store);
      await scene.add("boss", { username: "boss", record: { privileged: true } });
      scene.advanceSeconds(1);
      const idle = await scene.add("idle", { username: "ada" });
      const result = await scene.create("root", admin);
      assert.deepEqual(result, { created: true, evicted: [idle] });
      assert.notEqual(await scene.touch("boss"), undefined);
    },
  },
  {
    name: "SES-13 a store full of administrators makes room by the longest-idle of them",
    async run(store) {
      const scene = createScene(store);
      const first = await scene.add("a", { username: "a", record: { privileged: true } });
      scene.advanceSeconds(1);
      await scene.add("b", { username: "b", record: { privileged: true } });
      assert.deepEqual(await scene.create("root", admin), { created: true, evicted: [first] });
    },
  },
  {
    name: "SES-13 sessions that ran out of time give up their place in a full store",
    async run(store) {
      const scene = createScene(store);
      await scene.add("a", { username: "a" });
      await scene.add("b", { username: "b" });
      scene.advanceSeconds(1800);
      const result = await scene.create("c", { username: "c", maxInAll: 2 });
      assert.deepEqual(result, { created: true, evicted: [] });
    },
  },
  {
    name: "SES-13 parallel sign-ins of many users never exceed the cap in all",
    async run(store) {
      const scene = createScene(store);
      const users = Array.from({ length: 40 }, (_, index) => `user-${index}`);
      const results = await Promise.all(
        users.map((username) => scene.create(`hash-${username}`, { username, maxInAll: 10 })),
      );
      assert.equal(results.filter((result) => result.created).length, 10);
      assert.equal((await scene.list()).length, 10);
    },
  },
];

/** What `create` promises while there is room in all. */
export const createCases: readonly StoreCase[] = [
  {
    name: "a created session is found with every fact it was created with",
    async run(store) {
      const scene = createScene(store);
      const record = await scene.add("hash", {
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
      assert.deepEqual(await scene.touch("hash"), record);
      assert.deepEqual(await scene.list({ userKey: record.userKey }), [record]);
    },
  },
  {
    name: "SES-12 at the cap of a user the longest-idle session of that user makes room",
    async run(store) {
      const scene = createScene(store);
      const first = await scene.add("first", { maxPerUser: 2 });
      await scene.add("other", { username: "eve" });
      scene.advanceSeconds(1);
      const second = await scene.add("second", { maxPerUser: 2 });
      scene.advanceSeconds(1);
      await scene.touch("first");
      const result = await scene.create("third", { maxPerUser: 2 });
      assert.deepEqual(result, { created: true, evicted: [second] });
      assert.equal(await scene.touch("second"), undefined);
      assert.equal((await scene.touch("first"))?.id, first.id);
      assert.equal((await scene.touch("third"))?.userKey, keyOf("ada"));
      assert.equal((await scene.touch("other"))?.userKey, keyOf("eve"));
    },
  },
  {
    name: "SES-12 a cap that was lowered is reached at once",
    async run(store) {
      const scene = createScene(store);
      for (const hash of ["a", "b", "c", "d"]) await scene.add(hash);
      const result = await scene.create("e", { maxPerUser: 2 });
      assert.equal(result.created && result.evicted.length, 3);
      assert.equal((await scene.list()).length, 2);
    },
  },
  {
    name: "SES-12 parallel sign-ins never leave more sessions than the cap",
    async run(store) {
      const scene = createScene(store);
      await scene.add("other", { username: "eve" });
      const hashes = Array.from({ length: 50 }, (_, index) => `hash-${index}`);
      const results = await Promise.all(hashes.map((hash) => scene.create(hash, { maxPerUser: 3 })));
      const evicted = results.flatMap((result) => (result.created ? result.evicted : []));
      assert.equal((await scene.list({ userKey: keyOf("ada") })).length, 3);
      assert.equal(new Set(evicted.map((record) => record.id)).size, 47);
      assert.notEqual(await scene.touch("other"), undefined);
    },
  },
  {
    name: "a session that ran out of time does not count towards the cap and is not evicted",
    async run(store) {
      const scene = createScene(store);
      await scene.add("old", { maxPerUser: 1 });
      scene.advanceSeconds(1800);
      assert.deepEqual(await scene.create("new", { maxPerUser: 1 }), { created: true, evicted: [] });
    },
  },
  {
    name: "SES-20 a session that replaces another takes its place, and no other session ends",
    async run(store) {
      const scene = createScene(store);
      await scene.add("other");
      scene.advanceSeconds(1);
      await scene.add("old");
      const caps = { maxPerUser: 2, maxInAll: 2 };
      assert.deepEqual(await scene.create("new", { ...caps, replaces: "old" }), {
        created: true,
        evicted: [],
      });
      assert.equal(await scene.touch("old"), undefined);
      assert.notEqual(await scene.touch("new"), undefined);
      assert.notEqual(await scene.touch("other"), undefined);
      assert.equal((await scene.list()).length, 2);
    },
  },
  {
    name: "SES-20 a session that is not live, or another user's, is not replaced, and nothing changes",
    async run(store) {
      const scene = createScene(store);
      const ended = { created: false, reason: "replaced-ended" };
      await scene.add("eves", { username: "eve" });
      assert.deepEqual(await scene.create("new", { replaces: "none" }), ended);
      assert.deepEqual(await scene.create("new", { replaces: "eves" }), ended);
      await scene.add("old");
      await scene.take("old");
      assert.deepEqual(await scene.create("new", { replaces: "old" }), ended);
      await scene.add("late");
      scene.advanceSeconds(IDLE_SECONDS);
      assert.deepEqual(await scene.create("new", { replaces: "late" }), ended);
      assert.equal(await scene.touch("new"), undefined);
    },
  },
  {
    name: "SES-20 a session stays when the one that was to replace it is rejected",
    async run(store) {
      const scene = createScene(store);
      await scene.add("old");
      const account = { id: "ada", version: 7 };
      const changed = { created: false, reason: "account-changed" };
      assert.deepEqual(await scene.create("new", { replaces: "old", account }), changed);
      await scene.add("second");
      await scene.add("eves", { username: "eve" });
      const full = { created: false, reason: "full" };
      const lowered = { username: "eve", replaces: "eves", maxInAll: 2 };
      assert.deepEqual(await scene.create("new", lowered), full);
      for (const hash of ["old", "second", "eves"]) assert.notEqual(await scene.touch(hash), undefined);
    },
  },
  {
    name: "SES-20 of parallel calls that replace one session one succeeds",
    async run(store) {
      const scene = createScene(store);
      await scene.add("old");
      const hashes = Array.from({ length: 20 }, (_, index) => `new-${index}`);
      const results = await Promise.all(hashes.map((hash) => scene.create(hash, { replaces: "old" })));
      assert.equal(results.filter(({ created }) => created).length, 1);
      assert.equal((await scene.list()).length, 1);
    },
  },
  {
    name: "OPS-01 a closed store answers nothing and may be closed again",
    async run(store) {
      const scene = createScene(store);
      await scene.add("hash");
      await store.close();
      await store.close();
      const unavailable = { code: "STORE_UNAVAILABLE" };
      await assert.rejects(scene.create("other"), unavailable);
      await assert.rejects(scene.touch("hash"), unavailable);
      await assert.rejects(scene.take("hash"), unavailable);
      await assert.rejects(scene.list(), unavailable);
      await assert.rejects(scene.endMany(), unavailable);
      await assert.rejects(scene.sweep(), unavailable);
    },
  },
];
