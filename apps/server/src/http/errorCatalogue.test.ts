import { expect, test } from "vitest";
import { fillText } from "./errorCatalogue.ts";

test("a placeholder in the text is filled with the fact of its name", () => {
  expect(fillText("Unsupported auth type: {authType}", { authType: "invalid" })).toBe(
    "Unsupported auth type: invalid",
  );
});

test("AUT-12 a long fact is shortened", () => {
  const text = fillText("Unsupported auth type: {authType}", { authType: "x".repeat(10_240) });
  expect(text).toBe(`Unsupported auth type: ${"x".repeat(63)}…`);
});

test.each([
  { name: "line ends", given: "a\r\nb", want: "a??b" },
  { name: "an escape sequence", given: "\u001b[31mred", want: "?[31mred" },
  { name: "a line separator", given: "a\u2028b", want: "a?b" },
  { name: "a right-to-left override", given: "a\u202eb", want: "a?b" },
  { name: "NUL", given: "a\u0000b", want: "a?b" },
  { name: "half a surrogate pair", given: "a\ud800b", want: "a\ufffdb" },
  { name: "letters of any script", given: "é 漢 🙂", want: "é 漢 🙂" },
])("LOG-04 $name in a fact is neutralised", ({ given, want }) => {
  expect(fillText("{fact}", { fact: given })).toBe(want);
});
