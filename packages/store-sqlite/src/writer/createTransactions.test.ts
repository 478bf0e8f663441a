import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { createStorePaths } from "../../test/createStorePaths.ts";
import { createTransactions } from "./createTransactions.ts";

const FULL = 2;
const NORMAL = 1;

function createFixture() {
  const database = new DatabaseSync(createStorePaths().path);
  onTestFinished(() => database.close());
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  database.exec("CREATE TABLE numbers (value INTEGER)");
  const insert = database.prepare("INSERT INTO numbers VALUES (?)");
  return {
    ...createTransactions(database),
    insert: (value: number) => void insert.run(value),
    count: () => Number(database.prepare("SELECT count(*) AS total FROM numbers").get()?.total),
    synchronous: () => Number(database.prepare("PRAGMA synchronous").get()?.synchronous),
  };
}

test("the end of a session is flushed by its commit, a renewal is not", () => {
  const { durable, relaxed, synchronous } = createFixture();
  expect(durable(synchronous)).toBe(FULL);
  expect(relaxed(synchronous)).toBe(NORMAL);
  expect(durable(synchronous)).toBe(FULL);
});

test.each(["durable", "relaxed"] as const)("a %s transaction that fails leaves nothing behind", (kind) => {
  const fixture = createFixture();
  const fail = () => {
    fixture.insert(1);
    throw new Error("no");
  };
  expect(() => fixture[kind](fail)).toThrow("no");
  expect(fixture.count()).toBe(0);
  expect(fixture.durable(fixture.synchronous)).toBe(FULL);
  fixture[kind](() => fixture.insert(2));
  expect(fixture.count()).toBe(1);
});
