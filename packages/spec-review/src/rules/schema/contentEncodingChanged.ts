import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** How the bytes inside a text are encoded, and what they are. */
export const contentEncodingChanged: SchemaRule = {
  id: "content-encoding-changed",
  severity: "breaking",
  summary:
    "`contentEncoding`, `contentMediaType` or `contentSchema` changed: the text is decoded in another way than the " +
    "other side encodes it. No validator notices.",
  say: (told) => ({
    title: words.keywordChange(told.change.subject ?? "contentEncoding", told),
    why: words.byDirection(told, {
      request: "Callers encode the text in the old way; the server decodes it in the new one.",
      response: "Clients decode the text in the old way and get garbage.",
    }),
    wayOut: "Keep the old encoding, and add a member for the new one.",
  }),
};
