import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { createStorePlace } from "../../test/createStorePlace.ts";
import { createTransactions } from "./createTransactions.ts";

const FULL = 2;
const NORMAL = 1;

function createScene() {
  const database = new DatabaseSync(createStorePlace().path);
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

test("what ends a session is flushed by its commit, what renews one is not", () => {
  const { durable, relaxed, synchronous } = createScene();
  expect(durable(synchronous)).toBe(FULL);
  expect(relaxed(synchronous)).toBe(NORMAL);
  expect(durable(synchronous)).toBe(FULL);
});

test.each(["durable", "relaxed"] as const)("a %s transaction that fails leaves nothing behind", (kind) => {
  const scene = createScene();
  const fail = () => {
    scene.insert(1);
    throw new Error("no");
  };
  expect(() => scene[kind](fail)).toThrow("no");
  expect(scene.count()).toBe(0);
  expect(scene.durable(scene.synchronous)).toBe(FULL);
  scene[kind](() => scene.insert(2));
  expect(scene.count()).toBe(1);
});
