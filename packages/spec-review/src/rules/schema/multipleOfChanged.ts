import { pickKeywords } from "../../diff/pickKeywords.ts";
import { readSaying } from "../../diff/readSaying.ts";
import type { KeywordRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** `multipleOf` of a number. */
export const multipleOfChanged: KeywordRule = {
  id: "multiple-of-changed",
  severity: "breaking",
  summary:
    "`multipleOf` changed: in a request numbers between the new steps are refused, in a response numbers between " +
    "the old steps reach clients who do not expect them.",
  read: (facets) => readSaying(facets, "multipleOf"),
  demand: ({ nodes }) => nodes.map(({ keywords }) => pickKeywords(keywords, ["multipleOf"])),
  say: (told) => ({
    title: words.keywordChange("multipleOf", told),
    why: words.byDirection(told, {
      request: "Callers who send a number between the new steps, as the old document allows, are refused.",
      response:
        "Clients who count in the old steps (cents, percent, a slider) can now receive a number between them.",
    }),
    wayOut: words.byDirection(told, {
      request: "Round on the server instead of refusing.",
      response: "Round to the old step in this response, or give the finer number a member of its own.",
    }),
  }),
};
