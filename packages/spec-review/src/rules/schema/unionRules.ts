import type { SchemaRule } from "../Rule.ts";
import { words } from "../words.ts";

/** A removed member of `oneOf` or `anyOf`. */
export const alternativeRemoved: SchemaRule = {
  id: "alternative-removed",
  severity: "breaking",
  summary:
    "An alternative (`oneOf`, `anyOf`) was removed: in a request, callers who send this form are rejected.",
  describe: (change) => ({
    title: `Alternative ${words.code(change.subject)} was removed from ${change.site}`,
    why: words.byDirection(change, {
      request: "Callers who send this form are rejected.",
      response: "Clients no longer get this form; code for it is dead.",
    }),
    remedy: "Keep accepting the form, `deprecated`, until the next major version.",
  }),
};

/** The number of open objects that a value fits. */
export const alternativesOverlap: SchemaRule = {
  id: "alternatives-overlap",
  severity: "risky",
  summary:
    "A `oneOf` of open objects changed so that a value fits two alternatives, or no longer does: by the specification it is " +
    "now rejected or allowed, but few servers and clients count the alternatives that fit.",
  describe: (change) => ({
    title: `The number of alternatives of ${change.site} that a value fits changed`,
    why: "A validator that counts the alternatives now has another result.",
    remedy: "Make the alternatives exclude each other (a member with a `const` each), or write `anyOf`.",
  }),
};

/** A union that was added or removed, or has another keyword. */
export const compositionChanged: SchemaRule = {
  id: "composition-changed",
  severity: "breaking",
  summary:
    "The composition of a schema (`oneOf`, `anyOf`) was added, removed or changed: as a whole it is narrower for " +
    "requests or wider for responses.",
  describe: (change) => ({
    title: `The composition of ${change.site} changed`,
    why: words.byDirection(change, {
      request: "Callers who send values that the old composition allows are rejected.",
      response: "Clients who know the forms of the old composition can now receive others.",
    }),
    remedy: "Keep all forms of the old composition, and send a new form in a new member or operation.",
  }),
};

/** The member that distinguishes alternatives, and its values. */
export const discriminatorChanged: SchemaRule = {
  id: "discriminator-changed",
  severity: "breaking",
  summary:
    "The discriminator changed: values that named an alternative are unknown now, or name another one.",
  describe: (change) => ({
    title: `The discriminator of ${change.site} changed${change.subject ? `: ${change.subject}` : ""}`,
    why: words.byDirection(change, {
      request: "Callers who name the form by the old member or value are rejected.",
      response: "Clients who choose the type by the old member or value choose none, or the wrong one.",
    }),
    remedy: "Keep the old member and values in the mapping, beside the new ones.",
  }),
};

/** A change that no single keyword explains. */
export const schemaChanged: SchemaRule = {
  id: "schema-changed",
  severity: "breaking",
  summary:
    "The schema as a whole became narrower for requests or wider for responses, although no single keyword explains it.",
  describe: (change) => ({
    title: `${change.site} changed as a whole`,
    why: words.byDirection(change, {
      request: "There are values that the old document allows and the new one rejects.",
      response: "There are values that the old document rules out and the new one allows.",
    }),
    remedy: "Check the example: a request must stay valid, and a response must not become possible.",
  }),
};

/** A new member of `oneOf` or `anyOf`. */
export const alternativeAdded: SchemaRule = {
  id: "alternative-added",
  severity: "breaking",
  summary:
    "An alternative (`oneOf`, `anyOf`) was added: in a response, clients may get a form that they do not know; in a request, a " +
    "`oneOf` can become ambiguous.",
  describe: (change) => ({
    title: `Alternative ${words.code(change.subject)} was added to ${change.site}`,
    why: words.byDirection(change, {
      request:
        "Values that fit the new alternative and an old one are rejected, as `oneOf` allows exactly one.",
      response: "Clients who only know the old alternatives cannot read the new one.",
    }),
    remedy: words.byDirection(change, {
      request: "Make the alternatives exclude each other (a member with a `const` each).",
      response: "Only send the new form to clients who ask for it, or in a new operation.",
    }),
  }),
};

/** The rules about alternatives and the schema as a whole. */
export const unionRules: readonly SchemaRule[] = [
  alternativeRemoved,
  alternativesOverlap,
  compositionChanged,
  discriminatorChanged,
  schemaChanged,
  alternativeAdded,
];
