import { expect, test } from "vitest";
import { rejectPasswords } from "./runCommandLine.ts";

test.each([
  "-p",
  "-psecret",
  "--pass",
  "--pass=x",
  "--password",
  "--password=x",
  "--passwd",
  "--pw",
  "--password-stdin=x",
])("%s is rejected without a word of it", (word) => {
  expect(() => rejectPasswords(["accounts", "add", word])).toThrow(/is not taken/);
});

test.each([
  ["accounts", "password", "ada", "--password-stdin"],
  ["accounts", "add", "p-ssword"],
  ["--settings", "f"],
])("words without a password pass", (...words) => {
  expect(() => rejectPasswords(words)).not.toThrow();
});
