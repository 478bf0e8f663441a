import { expect, test } from "vitest";
import { escapeUnprintable, shorten } from "./createLineQueue.ts";

test.each([
  { name: "DEL", given: "\u007f" },
  { name: "the 8-bit escape sequence introducer", given: "\u009b31m" },
  { name: "the next-line control", given: "\u0085" },
  { name: "a line separator", given: "\u2028" },
  { name: "a paragraph separator", given: "\u2029" },
  { name: "a direction override", given: "\u202e" },
  { name: "a byte order mark", given: "\ufeff" },
  { name: "a tag character outside the basic plane", given: "\u{e0041}" },
  { name: "a private-use character", given: "\ue000" },
])("LOG-04 $name is escaped and comes back when the JSON is parsed", ({ given }) => {
  const escaped = escapeUnprintable(JSON.stringify(given));
  expect(escaped).toMatch(/^[\x20-\x7e]*$/);
  expect(JSON.parse(escaped)).toBe(given);
});

test("letters of every script stay readable", () => {
  const text = JSON.stringify("Zoë 山田 Ёлка 🗝");
  expect(escapeUnprintable(text)).toBe(text);
});

test.each([
  { given: "admin", want: "admin" },
  { given: "administrator", want: "admin…" },
  { given: "admi🗝", want: "admi…" },
  { given: "a\ud800b", want: "a\ufffdb" },
])("LOG-04 $given is shortened to $want", ({ given, want }) => {
  expect(shorten(given, 5)).toBe(want);
});
