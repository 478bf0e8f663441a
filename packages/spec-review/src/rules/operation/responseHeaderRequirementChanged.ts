import { jsonPointer } from "../../json/jsonPointer.ts";
import type { ResponseRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** Whether a response always has a header. */
export const responseHeaderRequirementChanged: ResponseRule = {
  id: "response-header-requirement-changed",
  severity: "breaking",
  summary:
    "A response header became optional: clients who read it without looking fail when it is missing. Becoming required is fine.",
  checkResponse: ({ kind }, { base, head }) =>
    [...base.headers].flatMap(([name, header]): Told[] => {
      const other = head.headers.get(name);
      if (!other || other.required === header.required) return [];
      const breaks = header.required === (kind === "operation");
      return [
        {
          severity: breaks ? "breaking" : "safe",
          title: `The header ${words.code(header.name)} of the response ${words.code(head.status)} became ${other.required ? "required" : "optional"}`,
          why: breaks
            ? "Whoever counts on the old document in this fails when the header is missing."
            : "Whoever keeps to the old document is still right.",
          wayOut: "Go on sending the header always.",
          subject: `${base.status} ${name}`,
          direction: "response",
          base: { pointer: jsonPointer.append(header.pointer, "required"), value: header.required },
          head: { pointer: jsonPointer.append(other.pointer, "required"), value: other.required },
        },
      ];
    }),
};
