import { expect, test } from "vitest";
import { connectionLimitOf } from "./connectionLimitOf.ts";

test.each([
  { openFiles: Number.POSITIVE_INFINITY, want: 4096 },
  { openFiles: 65_536, want: 4096 },
  { openFiles: 1024, want: 960 },
  { openFiles: 80, want: 16 },
  { openFiles: 20, want: 8 },
])("FAIL-13 with $openFiles open files allowed, $want connections are taken", ({ openFiles, want }) => {
  expect(connectionLimitOf(openFiles)).toBe(want);
});

test("the limit of this process is read", () => {
  expect(connectionLimitOf()).toBeGreaterThanOrEqual(8);
  expect(connectionLimitOf()).toBeLessThanOrEqual(4096);
});
