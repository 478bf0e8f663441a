import type { SchemaRule } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** A schema that was marked `deprecated`, or no longer is. */
export const schemaDeprecated: SchemaRule = {
  id: "schema-deprecated",
  severity: "safe",
  summary: "A value was marked `deprecated`, or no longer is: it works as before.",
  say: ({ place, after }) => ({
    title: after === true ? `${place} is deprecated` : `${place} is no longer deprecated`,
    why: after === true ? "Nobody breaks today; callers and clients should move on." : "Callers may stay.",
    wayOut: "Say in the description what to use instead.",
  }),
};

/** The last day of a deprecated value, moved to an earlier one or withdrawn. */
export const schemaSunsetChanged: SchemaRule = {
  id: "schema-sunset-changed",
  severity: "risky",
  summary:
    "The last day (`x-sunset`) of a deprecated value was moved to an earlier one, or withdrawn: callers and clients " +
    "planned with the announced day.",
  say: ({ place, before, after }) => ({
    title:
      after === undefined
        ? `The last day of ${place} (${words.code(before)}) was withdrawn`
        : `The last day of ${place} was moved from ${words.code(before)} to ${words.code(after)}`,
    why: "Callers and clients who planned with the announced day have less time, or no day to plan with.",
    wayOut: "Keep the announced day; a later one is always fine.",
  }),
};

/** A list of known values that was announced as open (`x-extensible-enum`). */
export const openListChanged: SchemaRule = {
  id: "open-list-changed",
  severity: "safe",
  summary:
    "The known values of an open list (`x-extensible-enum`) changed: clients of an open list expect values that they do " +
    "not know.",
  say: ({ place, before, after }) => ({
    title: `The known values of ${place} changed from ${words.code(before)} to ${words.code(after)}`,
    why: "The list was announced as open, so clients expect values that they do not know.",
    wayOut: "Nothing to do.",
  }),
};

/** One of several listed values that was marked `deprecated`, or no longer is. */
export const enumValueDeprecated: SchemaRule = {
  id: "enum-value-deprecated",
  severity: "safe",
  summary:
    "A listed value was marked `deprecated` (`const` beside `deprecated` in a `oneOf` or `anyOf`, or `x-enum-deprecated`), or " +
    "no longer is: it works as before.",
  say: ({ place, change: { subject } }) => ({
    title: `${subject ?? "A value"} of the values of ${place}`,
    why: "Nobody breaks today; callers and clients should move on from a deprecated value.",
    wayOut: "Say in the description what to use instead, and in `x-sunset` until when.",
  }),
};
