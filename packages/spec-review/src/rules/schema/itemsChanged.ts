import { restOfItems } from "../../diff/restOfItems.ts";
import { groupRule } from "../groupRule.ts";
import type { KeywordRule } from "../SchemaRule.ts";

/** What a list says about its items, where only one of the documents says anything. */
export const itemsChanged: KeywordRule = {
  ...groupRule({
    id: "items-changed",
    keywords: ["items"],
    summary:
      "`items` came or went: in a request items that used to be fine are refused, in a response items of any kind " +
      "reach clients who know one kind.",
    request: {
      why: "Callers who send items as the old document allows are refused.",
      wayOut: "Go on accepting the old items.",
    },
    response: {
      why: "Clients who read items of the described kind can now receive others.",
      wayOut: "Keep describing, and sending, the same kind of items.",
    },
  }),
  demand: restOfItems,
};
