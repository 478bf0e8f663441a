import type { ResponseRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A header that a response newly promises. */
export const responseHeaderAdded: ResponseRule = {
  id: "response-header-added",
  severity: "breaking",
  summary:
    "A response header was added: clients need not read it; where the other side answers, it may be asked for one it does not send.",
  checkResponse: ({ kind }, { base, head }) =>
    [...head.headers]
      .filter(([name]) => !base.headers.has(name))
      .map(([name, header]): Told => {
        const breaks = kind !== "operation" && header.required;
        return {
          severity: breaks ? "breaking" : "safe",
          title: `The header ${words.code(header.name)} of the response ${words.code(head.status)} was added`,
          why: breaks ? "Receivers who answer without the header are refused." : "Clients need not read it.",
          wayOut: breaks ? "Make the header optional." : "Nothing to do.",
          subject: `${base.status} ${name}`,
          direction: "response",
          base: { pointer: base.pointer, value: undefined },
          head: { pointer: header.pointer, value: header.value },
        };
      }),
};
