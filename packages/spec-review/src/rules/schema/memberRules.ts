import type { SchemaRule } from "../Rule.ts";
import { words } from "../words.ts";

/** A member that requests must carry and that the old document does not know. */
export const requiredPropertyAdded: SchemaRule = {
  id: "required-property-added",
  severity: "breaking",
  summary: "A required member was added to a request: every caller who does not know it yet is rejected.",
  describe: (change) => ({
    title: `Required member ${words.code(change.subject)} was added to ${change.site}`,
    why: words.byDirection(change, {
      request: "Every caller who does not know the member yet is rejected.",
      response: "Clients receive one more member; they need not read it.",
    }),
    remedy: "Make the member optional, with a default for the behaviour of today.",
  }),
};

/** A member that the document no longer declares. */
export const propertyRemoved: SchemaRule = {
  id: "property-removed",
  severity: "breaking",
  summary:
    "A member was removed: callers who send it are rejected or silently ignored, clients who read it do not find it, " +
    "and no generated type has it any more.",
  describe: (change) => ({
    title: `Member ${words.code(change.subject)} was removed from ${change.site}`,
    why: words.byDirection(change, {
      request:
        "Callers who send it are rejected or, worse, silently ignored; their generated types lose the name.",
      response: "Clients who read it do not find it; code for the generated types does not compile.",
    }),
    remedy: words.byDirection(change, {
      request: "Keep accepting the member, mark it `deprecated`, and remove it with the next major version.",
      response: "Keep sending the member, mark it `deprecated`, and remove it with the next major version.",
    }),
  }),
};

/** A member that was optional and is required. */
export const propertyBecameRequired: SchemaRule = {
  id: "property-became-required",
  severity: "breaking",
  summary: "An optional member became required: in a request, every caller who leaves it out is rejected.",
  describe: (change) => ({
    title: `Member ${words.code(change.subject)} of ${change.site} became required`,
    why: words.byDirection(change, {
      request: "Callers who leave the member out, as the old document allows, are rejected.",
      response: "Clients can now rely on the member.",
    }),
    remedy: "Keep the member optional, and fill in a default on the server.",
  }),
};

/** A member that was required and is optional. */
export const propertyBecameOptional: SchemaRule = {
  id: "property-became-optional",
  severity: "breaking",
  summary:
    "A required member became optional: in a response, it may be missing, and clients who do not check for it fail.",
  describe: (change) => ({
    title: `Member ${words.code(change.subject)} of ${change.site} became optional`,
    why: words.byDirection(change, {
      request: "Callers may leave the member out; they need not.",
      response: "Clients who do not check for the member fail when it is missing.",
    }),
    remedy: "Keep sending the member; an empty value is better than none.",
  }),
};

/** A member that callers could set and no longer can. */
export const propertyBecameReadOnly: SchemaRule = {
  id: "property-became-read-only",
  severity: "breaking",
  summary: "A member became read-only: callers who set it are rejected or ignored.",
  describe: (change) => ({
    title: `Member ${words.code(change.subject)} of ${change.site} became read-only`,
    why: "Callers who set the member are rejected or, worse, silently ignored.",
    remedy: "Keep accepting the member, `deprecated`, until the next major version.",
  }),
};

/** A member that clients could read and no longer can. */
export const propertyBecameWriteOnly: SchemaRule = {
  id: "property-became-write-only",
  severity: "breaking",
  summary: "A member became write-only: clients who read it do not find it.",
  describe: (change) => ({
    title: `Member ${words.code(change.subject)} of ${change.site} became write-only`,
    why: "Clients who read the member do not find it; code for the generated types does not compile.",
    remedy:
      "Keep sending the member (masked, if it is a secret), `deprecated`, until the next major version.",
  }),
};

/** A member that the document newly declares. */
export const propertyAdded: SchemaRule = {
  id: "property-added",
  severity: "breaking",
  summary:
    "A member was added: safe if the object is open, but an object whose other members the old document " +
    "describes does not allow it.",
  describe: (change) => ({
    title: `Member ${words.code(change.subject)} was added to ${change.site}`,
    why: words.byDirection(change, {
      request:
        "Callers who already send something else under this name, as the old document allows, are rejected.",
      response:
        "The old document describes every other member of this object: clients who rely on it cannot read this one.",
    }),
    remedy: words.byDirection(change, {
      request: "Choose a name that the old document does not allow, or accept any value under it.",
      response: "First open the object (with notice), then add members; or add it in a new media type.",
    }),
  }),
};

/** A member that the new document declares in an object of a response that the old one closes. */
export const closedResponseExtended: SchemaRule = {
  id: "closed-response-extended",
  severity: "risky",
  summary:
    "A member was added to an object of a response that the old document closes (`additionalProperties: false`, " +
    "`unevaluatedProperties: false`): clients who validate responses reject it, all others ignore it.",
  describe: (change) => ({
    title: `Member ${words.code(change.subject)} was added to ${change.site}, which was closed`,
    why: "Clients who validate responses against the old document reject the new member.",
    remedy:
      "Keep objects of responses open, and announce new members; set this rule to `breaking` if clients validate responses.",
  }),
};

/** The rules about named members. */
export const memberRules: readonly SchemaRule[] = [
  requiredPropertyAdded,
  propertyRemoved,
  propertyBecameRequired,
  propertyBecameOptional,
  propertyBecameReadOnly,
  propertyBecameWriteOnly,
  propertyAdded,
  closedResponseExtended,
];
