import { jsonPointer } from "../../json/jsonPointer.ts";
import type { ResponseRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A response header that was marked `deprecated`. */
export const responseHeaderDeprecated: ResponseRule = {
  id: "response-header-deprecated",
  severity: "safe",
  summary: "A response header was marked `deprecated`: it is still sent, and will go.",
  checkResponse: (_, { base, head }) =>
    [...base.headers].flatMap(([name, header]): Told[] => {
      const other = head.headers.get(name);
      if (other?.value.deprecated !== true || header.value.deprecated === true) return [];
      return [
        {
          title: `The header ${words.code(header.name)} of the response ${words.code(head.status)} is deprecated`,
          why: "Nobody breaks today; clients should move on.",
          wayOut: "Say in the description what to use instead.",
          subject: `${base.status} ${name}`,
          direction: "response",
          base: { pointer: jsonPointer.append(header.pointer, "deprecated"), value: false },
          head: { pointer: jsonPointer.append(other.pointer, "deprecated"), value: true },
        },
      ];
    }),
};
