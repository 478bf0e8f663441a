import { expect, test } from "vitest";
import { shorten } from "./shorten.ts";

test.each([
  { given: "admin", want: "admin" },
  { given: "administrator", want: "admin…" },
  { given: "admi🗝", want: "admi…" },
  { given: "a\ud800b", want: "a\ufffdb" },
])("LOG-04 $given is shortened to $want", ({ given, want }) => {
  expect(shorten(given, 5)).toBe(want);
});
