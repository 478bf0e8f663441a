import assert from "node:assert/strict";
import { createScene } from "./createScene.ts";
import type { StoreCase } from "./StoreCase.ts";

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
