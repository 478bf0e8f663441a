import type { JsonObject } from "../../json/JsonValue.ts";
import { jsonEquals } from "../../json/jsonEquals.ts";
import type { ResponseRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A link that leads elsewhere, or takes other values along. */
export const linkChanged: ResponseRule = {
  id: "link-changed",
  severity: "breaking",
  summary:
    "A link leads to another operation or takes other values along: clients who follow it end up elsewhere.",
  checkResponse: (_, { base, links }) =>
    links.kept
      .filter(({ base: [, old], head: [, now] }) => !jsonEquals(essence(old.value), essence(now.value)))
      .map(({ base: [name, old], head: [, now] }) => ({
        title: `The link ${words.code(name)} of the response ${words.code(base.status)} changed`,
        why: "Clients and tools that follow the link end up at another operation, or with other values.",
        wayOut: "Keep the link, and add a new one beside it.",
        subject: `${base.status} ${name}`,
        direction: "response",
        base: { pointer: old.pointer, value: essence(old.value) },
        head: { pointer: now.pointer, value: essence(now.value) },
      })),
};

function essence({ description: _, ...link }: JsonObject): JsonObject {
  return link;
}
