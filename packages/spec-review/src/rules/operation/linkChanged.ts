import { isJsonEqual } from "@gatehouse/contract";
import { linkTarget } from "../../walk/linkTarget.ts";
import type { ResponseRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A link that leads elsewhere, or takes other values along. */
export const linkChanged: ResponseRule = {
  id: "link-changed",
  severity: "breaking",
  summary:
    "A link leads to another operation or takes other values along: clients who follow it end up elsewhere. Whether it " +
    "names its operation by `operationId` or `operationRef` is of no interest.",
  checkResponse: ({ documents }, { base, links }) =>
    links.kept.flatMap(({ base: [name, old], head: [, now] }) => {
      const before = linkTarget(documents.base.root, old.value);
      const after = linkTarget(documents.head.root, now.value);
      if (isJsonEqual(before, after)) return [];
      return [
        {
          title: `The link ${words.code(name)} of the response ${words.code(base.status)} changed`,
          why: "Clients and tools that follow the link end up at another operation, or with other values.",
          wayOut: "Keep the link, and add a new one beside it.",
          subject: `${base.status} ${name}`,
          direction: "response",
          base: { pointer: old.pointer, value: before },
          head: { pointer: now.pointer, value: after },
        },
      ];
    }),
};
