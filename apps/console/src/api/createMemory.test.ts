import { expect, test } from "vitest";
import { createMemory } from "./createMemory.ts";

/** A storage as a browser has it, with room for this many entries. */
function createStorage(room: number) {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (kept.size >= room && !kept.has(key)) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
    removeItem: (key: string) => void kept.delete(key),
  };
}

test("the storage holds only the remembered values", () => {
  const storage = createStorage(9);
  const memory = createMemory(() => storage);
  expect(memory.isKept).toBe(true);
  memory.setItem("theme", "dark");
  expect([...storage.kept]).toEqual([["theme", "dark"]]);
  expect(memory.getItem("theme")).toBe("dark");
  memory.removeItem("theme");
  expect(memory.getItem("theme")).toBeNull();
});

test("the memory of the page replaces a blocked storage", () => {
  const memory = createMemory(() => {
    throw new DOMException("blocked", "SecurityError");
  });
  expect(memory.isKept).toBe(false);
  memory.setItem("theme", "dark");
  expect(memory.getItem("theme")).toBe("dark");
  memory.removeItem("theme");
  expect(memory.getItem("theme")).toBeNull();
});

test("a storage that becomes full loses no value of the page", () => {
  const storage = createStorage(1);
  const memory = createMemory(() => storage);
  memory.setItem("one", "1");
  memory.setItem("two", "2");
  memory.setItem("one", "3");
  expect([memory.getItem("one"), memory.getItem("two")]).toEqual(["3", "2"]);
  expect([...storage.kept.keys()]).toEqual(["one"]);
});
