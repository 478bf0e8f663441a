import { jsonPointer } from "../../json/jsonPointer.ts";
import { shapeOf, writesAlike } from "../../walk/serialisationOf.ts";
import type { OperationRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** Whether each item of a list travels on its own. */
export const parameterExplodeChanged: OperationRule = {
  id: "parameter-explode-changed",
  severity: "breaking",
  summary:
    "`explode` of a parameter changed: a list or an object is written in a way that the server no longer reads. A " +
    "plain value, and a list in the style `simple`, look the same either way.",
  check: ({ parameters, documents }) =>
    parameters.kept
      .filter(({ base, head }) => base.explode !== head.explode && base.style === head.style)
      .map(({ base, head }): Told => {
        const shapes = [shapeOf(documents.base.root, base), shapeOf(documents.head.root, head)];
        const isAlike = writesAlike(shapes, [base, head]);
        return {
          severity: isAlike ? "safe" : "breaking",
          title: `\`explode\` of the ${base.in} parameter ${words.code(head.name)} changed from ${base.explode} to ${head.explode}`,
          why: isAlike
            ? "Its values look the same either way."
            : "Callers write lists and objects in the old way (`a=1&a=2` or `a=1,2`), which the server no longer reads.",
          wayOut: isAlike ? "Nothing to do." : "Keep `explode`, or add a second parameter.",
          subject: base.key,
          direction: "request",
          base: { pointer: jsonPointer.append(base.pointer, "explode"), value: base.explode },
          head: { pointer: jsonPointer.append(head.pointer, "explode"), value: head.explode },
        };
      }),
};
