import { restOfItems, restOfMembers } from "../../facets/restOfMembers.ts";
import { groupRule } from "./groupRules.ts";

/** What an object may hold beside the members that it names. */
export const additionalPropertiesChanged = groupRule({
  id: "additional-properties-changed",
  keywords: ["additionalProperties"],
  summary:
    "`additionalProperties` changed: in a request, members that the document does not name are rejected; in a " +
    "response, they reach clients who were promised none.",
  request: {
    why: "Callers who send members that the document does not name, as the old one allows, are rejected.",
    remedy: "Ignore unknown members on the server instead of rejecting them.",
  },
  response: {
    why: "Clients who reject members that they do not know can now receive some.",
    remedy: "Keep the object closed, and name every member that is sent.",
  },
  demand: restOfMembers,
});

/** Members that the document names by a pattern. */
export const patternPropertiesChanged = groupRule({
  id: "pattern-properties-changed",
  keywords: ["patternProperties"],
  summary:
    "`patternProperties` changed: in a request, members whose names match are rejected; in a response, they have a form " +
    "that clients do not know.",
  request: {
    why: "Callers who send another value under a matching name are rejected.",
    remedy: "Keep accepting the old form under these names.",
  },
  response: {
    why: "Clients who rely on the form of members with such names can now receive another one.",
    remedy: "Keep the old form under these names.",
  },
});

/** What a list says about its items, where only one of the documents says anything. */
export const itemsChanged = groupRule({
  id: "items-changed",
  keywords: ["items"],
  summary:
    "`items` was added or removed: in a request, items that used to be valid are rejected; in a response, items of any kind " +
    "reach clients who know one kind.",
  request: {
    why: "Callers who send items as the old document allows are rejected.",
    remedy: "Keep accepting the old items.",
  },
  response: {
    why: "Clients who read items of the described kind can now receive others.",
    remedy: "Keep sending the described kind of items.",
  },
  demand: restOfItems,
});

/** The leading items of a list, where their number changed. */
export const prefixItemsChanged = groupRule({
  id: "prefix-items-changed",
  keywords: ["prefixItems", "items"],
  summary:
    "The number of described leading items of a list changed: requests with items of the old form are rejected, " +
    "responses have items of a form that clients do not know.",
  request: {
    why: "Callers who send a list of the old form are rejected.",
    remedy: "Keep accepting the old form, or replace the list by an object with names.",
  },
  response: {
    why: "Clients who read items by position can now get another value there.",
    remedy: "Only add items at the end, and only if the old document allows further items.",
  },
});

/** The rules about members and items that have no name of their own. */
export const restRules = [
  additionalPropertiesChanged,
  patternPropertiesChanged,
  itemsChanged,
  prefixItemsChanged,
];
