import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isSessionsError } from "./isSessionsError.ts";
import { NoActiveSessionError } from "./SessionsError.ts";

test("an error of this package is distinguished from others", () => {
  expect(isSessionsError(new NoActiveSessionError())).toBe(true);
  expect(isSessionsError(Object.assign(new Error("no file"), { code: "ENOENT" }))).toBe(false);
  expect(isSessionsError(Object.assign(new Error("odd"), { code: "toString" }))).toBe(false);
  expect(isSessionsError({ code: "NO_ACTIVE_SESSION" })).toBe(false);
  expect(isSessionsError(undefined)).toBe(false);
});

test("every error class of this package is in the union", () => {
  const text = readFileSync(new URL("SessionsError.ts", import.meta.url), "utf8");
  const namesOf = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name);
  const classes = namesOf(/^export class (\w+) extends Error\b/gm);
  expect(classes).toHaveLength(text.split("readonly code = ").length - 1);
  expect(namesOf(/^ {2}\| (\w+)/gm)).toEqual(classes.sort());
});
