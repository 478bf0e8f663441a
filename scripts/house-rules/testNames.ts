import { findLines } from "./findLines.ts";
import type { HouseRule } from "./HouseRule.ts";

const CALL = /^\s*(?:test|it|describe)(?:\.\w+)*\(/;

/** Habit 18: tests read as sentences of a specification. */
export const testNames: HouseRule = {
  name: "test-names",
  advice:
    "Name a test by a sentence in the present tense that says what is so (`a second sign-out finds no session`), without " +
    '"should". A file has one `describe` at most.',
  find({ tests }) {
    const wishes = findLines({
      files: tests,
      pattern: /^\s*(?:test|it)(?:\.\w+)*\(["'`][^"'`]*\b[Ss]hould\b/,
    });
    const nested = tests.flatMap(({ path, lines }) => {
      const describes = lines.filter((line) => CALL.test(line) && line.trim().startsWith("describe"));
      return describes.length > 1 ? [{ where: path, what: `${describes.length} describes` }] : [];
    });
    return [...wishes, ...nested];
  },
};
