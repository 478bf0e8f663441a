import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A path parameter with another name at the same position. */
export const pathParameterRenamed: OperationRule = {
  id: "path-parameter-renamed",
  severity: "safe",
  summary:
    "A path parameter has another name: the address stays the same, only the argument of generated code changes.",
  check: ({ parameters }) =>
    parameters.kept
      .filter(({ base, head }) => base.in === "path" && base.name !== head.name)
      .map(({ base, head }) => ({
        title: `The path parameter ${words.code(base.name)} is now called ${words.code(head.name)}`,
        why: "The address stays the same; only the argument of generated code has another name.",
        wayOut: "Nothing to do, unless callers share generated code.",
        subject: base.name,
        base: { pointer: base.pointer, value: base.name },
        head: { pointer: head.pointer, value: head.name },
      })),
};
