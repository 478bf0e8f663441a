import { jsonEquals } from "../../json/jsonEquals.ts";
import { jsonPointer } from "../../json/jsonPointer.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** How the parts of a form are written. */
export const requestEncodingChanged: OperationRule = {
  id: "request-encoding-changed",
  severity: "breaking",
  summary: "`encoding` of a form changed: callers write its parts in a way that the server no longer reads.",
  check: ({ bodyTypes }) =>
    bodyTypes.kept
      .filter(({ base, head }) => !jsonEquals(base.value.encoding, head.value.encoding))
      .map(({ base, head }) => ({
        title: `\`encoding\` of ${words.code(head.name)} changed`,
        why: "Callers write the parts of the form in the old way (media type, style, headers), which the server may no longer read.",
        wayOut: "Accept the old way as well.",
        subject: base.name,
        direction: "request",
        base: { pointer: jsonPointer.append(base.pointer, "encoding"), value: base.value.encoding },
        head: { pointer: jsonPointer.append(head.pointer, "encoding"), value: head.value.encoding },
      })),
};
