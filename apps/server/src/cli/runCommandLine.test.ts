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
])("%s is rejected as a password on the command line", (word) => {
  expect(() => rejectPasswords(["accounts", "add", word])).toThrow(/is rejected/);
});

test.each([
  ["accounts", "password", "ada", "--password-stdin"],
  ["accounts", "add", "p-ssword"],
  ["--settings", "f"],
])("a command line without a password is accepted", (...words) => {
  expect(() => rejectPasswords(words)).not.toThrow();
});
