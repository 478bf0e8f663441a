import { expect, test } from "vitest";
import { holdsWord } from "./findingWords.ts";

test.each([
  { text: "pet.name", word: "name", want: true },
  { text: "pet.nameOf", word: "name", want: false },
  { text: "username, name", word: "name", want: true },
  { text: "$name", word: "name", want: false },
  { text: "'/pets'", word: "/pets", want: true },
  { text: "/pets/{id}", word: "/pets", want: true },
  { text: "x-pet-name: a", word: "x-pet-name", want: true },
  { text: "", word: "name", want: false },
])("holdsWord($text, $word) is $want", ({ text, word, want }) => {
  expect(holdsWord(text, word)).toBe(want);
});
