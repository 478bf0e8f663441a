import type { ResponseRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A header that a response no longer promises. */
export const responseHeaderRemoved: ResponseRule = {
  id: "response-header-removed",
  severity: "breaking",
  summary: "A response header was removed: clients who read it (a token, a page link, a limit) find nothing.",
  checkResponse: ({ kind }, { base, head }) =>
    [...base.headers]
      .filter(([name]) => !head.headers.has(name))
      .map(
        ([name, header]): Told => ({
          severity: kind === "operation" ? "breaking" : "safe",
          title: `The header ${words.code(header.name)} of the response ${words.code(head.status)} was removed`,
          why: "Clients who read the header find nothing.",
          wayOut: "Go on sending the header, `deprecated`, until the next major version.",
          subject: `${base.status} ${name}`,
          direction: "response",
          base: { pointer: header.pointer, value: header.value },
          head: { pointer: head.pointer, value: undefined },
        }),
      ),
};
