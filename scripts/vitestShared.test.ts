import { existsSync, mkdirSync, mkdtempDisposableSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkSoak, removeLargeCache } from "../vitest.shared.ts";

test.each(["", " ", "0", "-1", "much"])("SOAK=%j is rejected with the allowed values", (size) => {
  expect(() => checkSoak(size)).toThrow(`SOAK is "${size}". Set it to a positive number`);
});

test.each([undefined, "1", "0.1"])("SOAK=%j is a size", (size) => {
  expect(() => checkSoak(size)).not.toThrow();
});

test("the compile cache of Node is removed when it is too large", () => {
  using directory = mkdtempDisposableSync(join(tmpdir(), "gatehouse-compiled-"));
  const folder = join(directory.path, "cache");
  removeLargeCache(folder);
  mkdirSync(join(folder, "v26"), { recursive: true });
  for (const name of ["a", "b"]) writeFileSync(join(folder, "v26", name), "");
  removeLargeCache(folder, 3);
  expect(existsSync(join(folder, "v26/b"))).toBe(true);
  removeLargeCache(folder, 2);
  expect(readdirSync(directory.path)).toEqual([]);
});
