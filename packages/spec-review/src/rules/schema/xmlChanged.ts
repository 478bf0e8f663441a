import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** Names and nesting of a value written as XML. */
export const xmlChanged: SchemaRule = {
  id: "xml-changed",
  severity: "risky",
  summary: "`xml` changed: where the value travels as XML, its elements have other names or another nesting.",
  say: (told) => ({
    title: words.keywordChange("xml", told),
    why: "Where the value travels as XML, the other side looks for the old names or nesting.",
    wayOut: "Keep the old names, or offer the new form under a new media type.",
  }),
};
