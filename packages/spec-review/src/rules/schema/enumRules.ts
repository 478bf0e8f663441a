import type { SchemaRule } from "../Rule.ts";
import { words } from "../words.ts";

/** Values that an `enum` or `const` no longer lists. */
export const enumValueRemoved: SchemaRule = {
  id: "enum-value-removed",
  severity: "breaking",
  summary: "Listed values were removed: in a request, callers who send one of them are rejected.",
  describe: (change) => ({
    title: `${change.subject ?? "Values"} removed from the values of ${change.site}`,
    why: words.byDirection(change, {
      request: "Callers who send one of the removed values are rejected.",
      response: "Clients no longer get the removed values; code for them is dead.",
    }),
    remedy: "Keep accepting the old values, `deprecated`, and map them to new ones.",
  }),
};

/** A new `enum` or `const`. */
export const enumIntroduced: SchemaRule = {
  id: "enum-introduced",
  severity: "breaking",
  summary:
    "A list of allowed values was introduced: in a request, callers who send another value are rejected.",
  describe: ({ site }) => ({
    title: `${site} is now limited to listed values`,
    why: "Callers who send any other value, as the old document allows, are rejected.",
    remedy: "Document the list as known values, and keep accepting others.",
  }),
};

/** A removed `enum` or `const`. */
export const enumDropped: SchemaRule = {
  id: "enum-dropped",
  severity: "breaking",
  summary: "The list of values was removed: in a response, clients may get values that were not listed.",
  describe: ({ site }) => ({
    title: `${site} is no longer limited to listed values`,
    why: "Clients who branch over the listed values can now receive others.",
    remedy: "Keep the list, and announce each new value.",
  }),
};

/** Values that an `enum` or `const` newly lists. */
export const enumValueAdded: SchemaRule = {
  id: "enum-value-added",
  severity: "breaking",
  summary:
    "Listed values were added: in a response, clients may get a value that they do not know; exhaustive branches and generated " +
    "enumerations fail.",
  describe: (change) => ({
    title: `${change.subject ?? "Values"} added to the values of ${change.site}`,
    why: words.byDirection(change, {
      request: "Callers may use the new values; they need not.",
      response:
        "Clients who branch over the listed values, or have them as a generated enumeration, fail on the new one.",
    }),
    remedy:
      "Only send the new value to clients who ask for it (a parameter, a media type), or first announce the list as open: " +
      "`anyOf` of the `enum` and `type: string`, or `x-extensible-enum` instead of `enum`.",
  }),
};

/** The rules about listed values. */
export const enumRules: readonly SchemaRule[] = [
  enumValueRemoved,
  enumIntroduced,
  enumDropped,
  enumValueAdded,
];
