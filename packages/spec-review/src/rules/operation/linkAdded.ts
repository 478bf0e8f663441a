import type { ResponseRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A link that a response newly describes. */
export const linkAdded: ResponseRule = {
  id: "link-added",
  severity: "safe",
  summary: "A link was added: clients may follow it.",
  checkResponse: (_, { base, links }) =>
    links.added.map(([name, link]) => ({
      title: `The link ${words.code(name)} of the response ${words.code(base.status)} was added`,
      why: "Clients may follow it; nobody has to.",
      wayOut: "Nothing to do.",
      subject: `${base.status} ${name}`,
      direction: "response",
      base: { pointer: base.pointer, value: undefined },
      head: { pointer: link.pointer, value: link.value },
    })),
};
