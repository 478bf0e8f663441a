import { jsonPointer } from "../../json/jsonPointer.ts";
import { shapeOf, writesAlike } from "../../walk/serialisationOf.ts";
import type { OperationRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** How a list or an object is written into a parameter: the style. */
export const parameterStyleChanged: OperationRule = {
  id: "parameter-style-changed",
  severity: "breaking",
  summary:
    "The `style` of a parameter changed: callers write the value in a way that the server no longer reads. Some " +
    "values look the same in both styles.",
  check: ({ parameters, documents }) =>
    parameters.kept
      .filter(({ base, head }) => base.style !== head.style)
      .map(({ base, head }): Told => {
        const shapes = [shapeOf(documents.base.root, base), shapeOf(documents.head.root, head)];
        const isAlike = writesAlike(shapes, [base, head]);
        return {
          severity: isAlike ? "safe" : "breaking",
          title: `\`style\` of the ${base.in} parameter ${words.code(head.name)} changed from ${words.code(base.style)} to ${words.code(head.style)}`,
          why: isAlike
            ? "Its values look the same in both styles."
            : "Callers write the value in the old style, which the server no longer reads.",
          wayOut: isAlike ? "Nothing to do." : "Keep the style, or add a second parameter with the new one.",
          subject: base.key,
          direction: "request",
          base: { pointer: jsonPointer.append(base.pointer, "style"), value: base.style },
          head: { pointer: jsonPointer.append(head.pointer, "style"), value: head.style },
        };
      }),
};
