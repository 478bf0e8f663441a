import { jsonPointer } from "../../json/jsonPointer.ts";
import type { ResponseRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A response header that was marked `deprecated`, or no longer is. */
export const responseHeaderDeprecated: ResponseRule = {
  id: "response-header-deprecated",
  severity: "safe",
  summary: "A response header was marked `deprecated`, or no longer is: it is sent as before.",
  checkResponse: (_, { base, head }) =>
    [...base.headers].flatMap(([name, header]): Told[] => {
      const other = head.headers.get(name);
      if (!other) return [];
      const [was, is] = [header, other].map(({ value }) => value.deprecated === true);
      if (was === is) return [];
      return [
        {
          title: `The header ${words.code(header.name)} of the response ${words.code(head.status)} is ${is ? "" : "no longer "}deprecated`,
          why: is ? "Nobody breaks today; clients should move on." : "Clients may stay.",
          wayOut: "Say in the description what to use instead.",
          subject: `${base.status} ${name}`,
          direction: "response",
          base: { pointer: jsonPointer.append(header.pointer, "deprecated"), value: was },
          head: { pointer: jsonPointer.append(other.pointer, "deprecated"), value: is },
        },
      ];
    }),
};
