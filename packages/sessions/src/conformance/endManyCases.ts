import assert from "node:assert/strict";
import { createScene, IDLE_SECONDS, keyOf } from "./createScene.ts";
import type { StoreCase } from "./StoreCase.ts";

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
    name: "ending the others of a user does not keep an excepted session of somebody else apart",
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
