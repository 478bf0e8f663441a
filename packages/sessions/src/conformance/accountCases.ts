import assert from "node:assert/strict";
import type { Account } from "../ports/AccountStore.ts";
import { createStoreFixture, keyOf, type StoreCase, sampleAccount } from "./createStoreFixture.ts";

const ada = sampleAccount("ada", { roles: ["System Administrator", "Prüfer"] });
const bob = sampleAccount("bob", { passwordExpiresAtMs: 1_753_089_693_999 });

/** By username, because a list has no order. */
function sorted(accounts: readonly Account[]): readonly Account[] {
  return accounts.toSorted((one, other) => (one.username < other.username ? -1 : 1));
}

const byVersion = { id: ada.id, version: ada.version };
const disabled = { ...ada, disabled: true, version: 2 };

/** What a store promises about accounts, attempts and the switch for sign-ins. */
export const accountCases: readonly StoreCase[] = [
  {
    name: "accounts are listed in the order of their addition, and a store reports whether it ever kept one",
    async run({ accounts }) {
      assert.deepEqual(await accounts.list(), []);
      assert.equal(await accounts.wereKept(), false);
      assert.deepEqual(await accounts.add([]), { added: true });
      assert.equal(await accounts.wereKept(), false);
      assert.deepEqual(await accounts.add([ada, bob]), { added: true });
      assert.deepEqual(sorted(await accounts.list()), [ada, bob]);
      for (const { id, version } of [ada, bob]) await accounts.change({ id, version });
      assert.deepEqual(await accounts.list(), []);
      assert.equal(await accounts.wereKept(), true);
    },
  },
  {
    name: "an account whose id or name is taken is not added, nor are those added with it",
    async run({ accounts }) {
      await accounts.add([ada]);
      for (const clash of [{ id: "ada" }, { username: "ada" }]) {
        const result = await accounts.add([bob, sampleAccount("eve", clash)]);
        assert.equal("taken" in result && result.taken.username, "ada");
      }
      const twice = await accounts.add([bob, sampleAccount("bob", { id: "other" })]);
      assert.equal(twice.added, false);
      assert.deepEqual(await accounts.list(), [ada]);
    },
  },
  {
    name: "an account is changed only from the version that the change was made from",
    async run({ accounts }) {
      await accounts.add([ada]);
      assert.deepEqual(await accounts.change({ ...byVersion, next: disabled }), { changed: true, ended: 0 });
      assert.deepEqual(await accounts.change({ ...byVersion, next: ada }), { changed: false });
      assert.deepEqual(await accounts.change({ id: "nobody", version: 1 }), { changed: false });
      assert.deepEqual(await accounts.list(), [disabled]);
    },
  },
  {
    name: "of many parallel changes from one version exactly one succeeds",
    async run({ accounts }) {
      await accounts.add([ada]);
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          accounts.change({ ...byVersion, next: { ...ada, roles: [`role ${index}`], version: 2 } }),
        ),
      );
      assert.equal(results.filter(({ changed }) => changed).length, 1);
    },
  },
  {
    name: "SES-23 SES-17 the change of an account ends its sessions in the same step, and no others",
    async run(store) {
      const fixture = createStoreFixture(store);
      await store.accounts.add([ada, bob]);
      await fixture.add("a1");
      await fixture.add("a2");
      await fixture.add("b", { username: "bob" });
      const endSessions = { userKey: keyOf("ada"), window: fixture.window() };
      const stale = { id: ada.id, version: 7, next: disabled, endSessions };
      assert.deepEqual(await store.accounts.change(stale), { changed: false });
      assert.notEqual(await fixture.touch("a1"), undefined);
      const result = await store.accounts.change({ ...byVersion, next: disabled, endSessions });
      assert.deepEqual(result, { changed: true, ended: 2 });
      for (const hash of ["a1", "a2"]) assert.equal(await fixture.touch(hash), undefined);
      assert.notEqual(await fixture.touch("b"), undefined);
    },
  },
  {
    name: "SES-23 an account is removed together with its sessions",
    async run(store) {
      const fixture = createStoreFixture(store);
      await store.accounts.add([ada]);
      await fixture.add("hash");
      const endSessions = { userKey: keyOf("ada"), window: fixture.window() };
      assert.deepEqual(await store.accounts.change({ ...byVersion, endSessions }), {
        changed: true,
        ended: 1,
      });
      assert.equal(await fixture.touch("hash"), undefined);
      assert.deepEqual(await store.accounts.list(), []);
    },
  },
  {
    name: "SES-17 a session is created only for an account that is there, enabled and unchanged",
    async run(store) {
      const fixture = createStoreFixture(store);
      const account = { id: ada.id, version: 1 };
      const changed = { created: false, reason: "account-changed" } as const;
      assert.deepEqual(await fixture.create("unknown", { account }), changed);
      await store.accounts.add([ada]);
      assert.deepEqual(await fixture.create("first", { account }), { created: true, evicted: [] });
      await store.accounts.change({ ...byVersion, next: { ...ada, version: 2 } });
      assert.deepEqual(await fixture.create("late", { account, maxPerUser: 1 }), changed);
      assert.notEqual(await fixture.touch("first"), undefined);
      await store.accounts.change({ id: ada.id, version: 2, next: { ...disabled, version: 3 } });
      assert.deepEqual(await fixture.create("shut", { account: { id: ada.id, version: 3 } }), changed);
    },
  },
  {
    name: "accounts are shared by all handles",
    shared: true,
    async run(store, open) {
      const other = await open();
      await store.accounts.add([ada]);
      assert.deepEqual(await other.accounts.list(), [ada]);
      await other.accounts.change({ ...byVersion, next: disabled });
      assert.deepEqual(await store.accounts.list(), [disabled]);
      assert.deepEqual(await store.accounts.change({ ...byVersion, next: ada }), { changed: false });
    },
  },
  {
    name: "AUT-07 attempts are kept by kind and key, replaced, and removed with a count of 0",
    async run({ attempts }) {
      assert.equal((await attempts.secret()).length, 32);
      assert.deepEqual(await attempts.secret(), await attempts.secret());
      const pair = { kind: "pair", key: "1", count: 2, untilMs: 1_753_089_693_083 };
      const lock = { ...pair, kind: "lock" };
      await attempts.save([pair, lock]);
      await attempts.save([{ ...pair, count: 3 }]);
      const loaded = (await attempts.load()).toSorted((one, other) => (one.kind < other.kind ? -1 : 1));
      assert.deepEqual(loaded, [lock, { ...pair, count: 3 }]);
      await attempts.save([{ ...pair, count: 0 }]);
      assert.deepEqual(await attempts.load(), [lock]);
    },
  },
  {
    name: "sign-ins are enabled at first, and the switch is kept",
    async run({ signInSwitch }) {
      assert.equal(await signInSwitch.isClosed(), false);
      await signInSwitch.setClosed(true);
      assert.equal(await signInSwitch.isClosed(), true);
      await signInSwitch.setClosed(false);
      assert.equal(await signInSwitch.isClosed(), false);
    },
  },
];
