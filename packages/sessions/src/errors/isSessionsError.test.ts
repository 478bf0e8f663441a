import { readdirSync, readFileSync } from "node:fs";
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

test("every error class of this package is in the union", () => {
  const folder = new URL("./", import.meta.url);
  const classes = readdirSync(folder)
    .filter((name) => /^(?!SessionsError\.)\w+Error\.ts$/.test(name) && !name.startsWith("is"))
    .map((name) => name.replace(".ts", ""));
  const union = readFileSync(new URL("SessionsError.ts", folder), "utf8").matchAll(/^ {2}\| (\w+)/gm);
  expect([...union].map(([, name]) => name)).toEqual(classes.sort());
});
