import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** What an absent value means. */
export const defaultChanged: SchemaRule = {
  id: "default-changed",
  severity: "breaking",
  summary:
    "A default changed: the same request, without the value, now means something else. No validator notices, every " +
    "caller who relies on the default does.",
  say: (told) => ({
    title: words.keywordChange("default", told),
    why: "The same request, without this value, now means something else; callers who rely on the default get another result.",
    wayOut: "Keep the default, and let callers who want the new behaviour say so.",
  }),
};
