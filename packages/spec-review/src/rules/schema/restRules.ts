import { restOfItems, restOfMembers } from "../../facets/restOfMembers.ts";
import { groupRule } from "./groupRules.ts";

/** What an object may hold beside the members that it names. */
export const additionalPropertiesChanged = groupRule({
  id: "additional-properties-changed",
  keywords: ["additionalProperties"],
  summary:
    "`additionalProperties` changed: in a request members that the document does not name are rejected, in a " +
    "response they reach clients who were promised there would be none.",
  request: {
    why: "Callers who send members that the document does not name, as it allowed, are rejected.",
    remedy: "Ignore unknown members on the server instead of rejecting them.",
  },
  response: {
    why: "Clients who reject or choke on members they do not know can now receive some.",
    remedy: "Keep the object closed, and name every member that is sent.",
  },
  demand: restOfMembers,
});

/** Members that the document names by a pattern. */
export const patternPropertiesChanged = groupRule({
  id: "pattern-properties-changed",
  keywords: ["patternProperties"],
  summary:
    "`patternProperties` changed: in a request members whose names match are rejected, in a response they take a form " +
    "that clients do not know.",
  request: {
    why: "Callers who send something else under a name that matches are rejected.",
    remedy: "Accept the old form under these names as well.",
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
    "`items` came or went: in a request items that used to be fine are rejected, in a response items of any kind " +
    "reach clients who know one kind.",
  request: {
    why: "Callers who send items as the old document allows are rejected.",
    remedy: "Go on accepting the old items.",
  },
  response: {
    why: "Clients who read items of the described kind can now receive others.",
    remedy: "Keep describing, and sending, the same kind of items.",
  },
  demand: restOfItems,
});

/** The leading items of a list, where their number changed. */
export const prefixItemsChanged = groupRule({
  id: "prefix-items-changed",
  keywords: ["prefixItems", "items"],
  summary:
    "The described leading items of a list became more or fewer: requests with items of the old form are rejected, " +
    "responses hold items of a form that clients do not know.",
  request: {
    why: "Callers who send a list of the old form are rejected.",
    remedy: "Accept the old form as well, or take an object with names instead of positions.",
  },
  response: {
    why: "Clients who read items by their position can now find something else there.",
    remedy: "Add new items at the end, and only where the old document leaves the end open.",
  },
});

/** The rules about members and items that have no name of their own. */
export const restRules = [
  additionalPropertiesChanged,
  patternPropertiesChanged,
  itemsChanged,
  prefixItemsChanged,
];
