import type { SchemaRule } from "../Rule.ts";
import { words } from "../words.ts";

/** How the bytes inside a text are encoded, and what they are. */
export const contentEncodingChanged: SchemaRule = {
  id: "content-encoding-changed",
  severity: "breaking",
  summary:
    "`contentEncoding`, `contentMediaType` or `contentSchema` changed: one side decodes the text in another way than the " +
    "other encodes it. No validator notices.",
  describe: (change) => ({
    title: words.keywordChange(change.subject ?? "contentEncoding", change),
    why: words.byDirection(change, {
      request: "Callers encode the text in the old way; the server decodes it in the new one.",
      response: "Clients decode the text in the old way and get garbage.",
    }),
    remedy: "Keep the old encoding, and add a member for the new one.",
  }),
};

/** What an absent value means. */
export const defaultChanged: SchemaRule = {
  id: "default-changed",
  severity: "breaking",
  summary:
    "A default changed: a request without the value now means something else. No validator notices, but every " +
    "caller who relies on the default does.",
  describe: (change) => ({
    title: words.keywordChange("default", change),
    why: "A request without this value now means something else; callers who rely on the default get another result.",
    remedy: "Keep the default, and let callers ask for the new behaviour.",
  }),
};

/** Names and nesting of a value written as XML. */
export const xmlChanged: SchemaRule = {
  id: "xml-changed",
  severity: "risky",
  summary: "`xml` changed: in XML the elements of the value have other names or another nesting.",
  describe: (change) => ({
    title: words.keywordChange("xml", change),
    why: "In XML the other side expects the old names or nesting.",
    remedy: "Keep the old names, or offer the new form under a new media type.",
  }),
};

/** A schema that was marked `deprecated`, or no longer is. */
export const schemaDeprecated: SchemaRule = {
  id: "schema-deprecated",
  severity: "safe",
  summary: "A value was marked `deprecated`, or no longer is: it works as before.",
  describe: ({ site, after }) => ({
    title: after === true ? `${site} is deprecated` : `${site} is no longer deprecated`,
    why:
      after === true
        ? "Nothing breaks today; callers and clients should migrate."
        : "Callers may keep using it.",
    remedy: "Say in the description what to use instead.",
  }),
};

/** The last day of a deprecated value, moved to an earlier one or withdrawn. */
export const schemaSunsetChanged: SchemaRule = {
  id: "schema-sunset-changed",
  severity: "risky",
  summary:
    "The last day (`x-sunset`) of a deprecated value was moved to an earlier one, or withdrawn: callers and clients " +
    "planned with the announced day.",
  describe: ({ site, before, after }) => ({
    title:
      after === undefined
        ? `The last day of ${site} (${words.code(before)}) was withdrawn`
        : `The last day of ${site} was moved from ${words.code(before)} to ${words.code(after)}`,
    why: "Callers and clients who planned with the announced day have less time, or no day at all.",
    remedy: "Keep the announced day; a later one breaks no client.",
  }),
};

/** A list of known values that was announced as open (`x-extensible-enum`). */
export const openListChanged: SchemaRule = {
  id: "open-list-changed",
  severity: "safe",
  summary:
    "The known values of an open list (`x-extensible-enum`) changed: clients of an open list expect values that they do " +
    "not know.",
  describe: ({ site, before, after }) => ({
    title: `The known values of ${site} changed from ${words.code(before)} to ${words.code(after)}`,
    why: "The list was announced as open, so clients expect values that they do not know.",
    remedy: "Nothing to do.",
  }),
};

/** One of several listed values that was marked `deprecated`, or no longer is. */
export const enumValueDeprecated: SchemaRule = {
  id: "enum-value-deprecated",
  severity: "safe",
  summary:
    "A listed value was marked `deprecated` (`const` beside `deprecated` in a `oneOf` or `anyOf`, or `x-enum-deprecated`), or " +
    "no longer is: it works as before.",
  describe: ({ site, subject }) => ({
    title: `${subject ?? "A value"} of the values of ${site}`,
    why: "Nothing breaks today; callers and clients should stop using a deprecated value.",
    remedy: "Say in the description what to use instead, and announce the last day in `x-sunset`.",
  }),
};

/** The rules about annotations, which assert nothing. */
export const annotationRules: readonly SchemaRule[] = [
  contentEncodingChanged,
  defaultChanged,
  xmlChanged,
  schemaDeprecated,
  schemaSunsetChanged,
  openListChanged,
  enumValueDeprecated,
];
