import { expect, test } from "vitest";
import { isSessionsError } from "./isSessionsError.ts";
import { NoActiveSessionError } from "./NoActiveSessionError.ts";

test("an error of this package is told from others", () => {
  expect(isSessionsError(new NoActiveSessionError())).toBe(true);
  expect(isSessionsError(Object.assign(new Error("no file"), { code: "ENOENT" }))).toBe(false);
  expect(isSessionsError(Object.assign(new Error("odd"), { code: "toString" }))).toBe(false);
  expect(isSessionsError({ code: "NO_ACTIVE_SESSION" })).toBe(false);
  expect(isSessionsError(undefined)).toBe(false);
});
