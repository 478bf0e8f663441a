import { expect, test } from "vitest";
import { checkSoak } from "../../vitest.shared.ts";

test.each(["", " ", "0", "-1", "much"])("SOAK=%j is rejected with what to set", (size) => {
  expect(() => checkSoak(size)).toThrow(`SOAK is "${size}". Set it to a positive number`);
});

test.each([undefined, "1", "0.1"])("SOAK=%j is a size", (size) => {
  expect(() => checkSoak(size)).not.toThrow();
});
