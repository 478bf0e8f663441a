import { contentOf } from "../../diff/contentOf.ts";
import { readSaying } from "../../diff/readSaying.ts";
import type { KeywordRule } from "../SchemaRule.ts";
import { groupRule } from "./groupRules.ts";

/** `format` of a text or a number. */
export const formatChanged: KeywordRule = {
  ...groupRule({
    id: "format-changed",
    keywords: ["format"],
    summary:
      "`format` changed: in a request values of the old format are refused, in a response values of another format " +
      "reach clients who parse the old one. A format that only hints (`double`, `binary`) makes it risky, one that no " +
      "validator knows makes it unknown.",
    request: {
      why: "Callers who send values of the old format are refused.",
      wayOut: "Accept both formats, and convert on the server.",
    },
    response: {
      why: "Clients who parse the old format (a date type, a UUID, a 32-bit integer) fail on the new values.",
      wayOut: "Keep the old format, and add a new member for the new one.",
    },
  }),
  // `byte` and `binary` of 3.0 have keywords of their own in 3.1.
  concerns(before, after) {
    const [old, now] = [contentOf(before), contentOf(after)];
    const formats = [before, after].map((facets) => readSaying(facets, "format")?.value);
    const isMigrated =
      old.contentEncoding === now.contentEncoding &&
      old.contentMediaType === now.contentMediaType &&
      formats.every((format) => format === undefined || CONTENT.has(format));
    return !isMigrated;
  },
  caution: (before, after) =>
    [before, after].some((facets) => TYPED.has(String(readSaying(facets, "format")?.value)))
      ? "No validator tells the formats apart, but generated types do: code for the old one may not compile or may round."
      : undefined,
};

const CONTENT: ReadonlySet<unknown> = new Set(["byte", "binary"]);

/** Formats that are a type of their own in generated code. */
const TYPED: ReadonlySet<string> = new Set(["binary", "byte", "float", "double", "int32", "int64"]);
