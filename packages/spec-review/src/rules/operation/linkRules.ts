import { isJsonEqual } from "@gatehouse/contract";
import { linkTarget } from "../../walk/linkTarget.ts";
import type { ResponseRule } from "../Rule.ts";
import { words } from "../words.ts";

/** A link with another operation, or with other values. */
const linkChanged: ResponseRule = {
  id: "link-changed",
  severity: "breaking",
  summary:
    "A link leads to another operation or passes other values: clients who follow it send another request. Whether it " +
    "names its operation by `operationId` or `operationRef` does not matter.",
  checkResponse: ({ documents }, { base, links }) =>
    links.kept.flatMap(({ base: [name, old], head: [, now] }) => {
      const before = linkTarget(documents.base.root, old.value);
      const after = linkTarget(documents.head.root, now.value);
      if (isJsonEqual(before, after)) return [];
      return [
        {
          title: `The link ${words.code(name)} of the response ${words.code(base.status)} changed`,
          why: "Clients and tools that follow the link call another operation, or send other values.",
          remedy: "Keep the link, and add a new one beside it.",
          subject: `${base.status} ${name}`,
          direction: "response",
          base: { pointer: old.pointer, value: before },
          head: { pointer: now.pointer, value: after },
        },
      ];
    }),
};

/** A link that a response no longer describes. */
const linkRemoved: ResponseRule = {
  id: "link-removed",
  severity: "breaking",
  summary: "A link was removed: clients no longer find the next operation by it.",
  checkResponse: (_, { base, head, links }) =>
    links.removed.map(([name, link]) => ({
      title: `The link ${words.code(name)} of the response ${words.code(base.status)} was removed`,
      why: "Clients and tools no longer find the next operation by the link.",
      remedy: "Keep the link as long as its operation exists.",
      subject: `${base.status} ${name}`,
      direction: "response",
      base: { pointer: link.pointer, value: link.value },
      head: { pointer: head.pointer, value: undefined },
    })),
};

/** A link that a response newly describes. */
const linkAdded: ResponseRule = {
  id: "link-added",
  severity: "safe",
  summary: "A link was added: clients may follow it.",
  checkResponse: (_, { base, links }) =>
    links.added.map(([name, link]) => ({
      title: `The link ${words.code(name)} of the response ${words.code(base.status)} was added`,
      why: "Clients may follow it; they need not.",
      remedy: "Nothing to do.",
      subject: `${base.status} ${name}`,
      direction: "response",
      base: { pointer: base.pointer, value: undefined },
      head: { pointer: link.pointer, value: link.value },
    })),
};

/** The rules about links. */
export const linkRules: readonly ResponseRule[] = [linkChanged, linkRemoved, linkAdded];
