import type { ResponseRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A link that a response no longer describes. */
export const linkRemoved: ResponseRule = {
  id: "link-removed",
  severity: "breaking",
  summary: "A link was removed: clients who find the next operation by it no longer do.",
  checkResponse: (_, { base, head, links }) =>
    links.removed.map(([name, link]) => ({
      title: `The link ${words.code(name)} of the response ${words.code(base.status)} was removed`,
      why: "Clients and tools that find the next operation by the link no longer do.",
      wayOut: "Keep the link as long as its operation lives.",
      subject: `${base.status} ${name}`,
      direction: "response",
      base: { pointer: link.pointer, value: link.value },
      head: { pointer: head.pointer, value: undefined },
    })),
};
