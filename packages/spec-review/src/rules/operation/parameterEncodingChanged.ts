import { jsonPointer } from "../../json/jsonPointer.ts";
import type { OperationRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** Characters that a parameter may hold as they are, and whether it may be empty. */
export const parameterEncodingChanged: OperationRule = {
  id: "parameter-encoding-changed",
  severity: "breaking",
  summary:
    "`allowReserved` or `allowEmptyValue` of a parameter was withdrawn: callers who write reserved characters as they " +
    "are, or send no value, are not understood.",
  check: ({ parameters }) =>
    parameters.kept.flatMap(({ base, head }) =>
      ["allowReserved", "allowEmptyValue"]
        .filter((keyword) => (base.value[keyword] === true) !== (head.value[keyword] === true))
        .map((keyword): Told => {
          const isWithdrawn = base.value[keyword] === true;
          return {
            severity: isWithdrawn ? "breaking" : "safe",
            title: `${words.code(keyword)} of the ${base.in} parameter ${words.code(head.name)} was ${isWithdrawn ? "withdrawn" : "granted"}`,
            why: isWithdrawn
              ? "Callers who write reserved characters as they are, or send no value, are not understood any more."
              : "Callers may write more than before; nobody has to.",
            wayOut: "Go on accepting both forms.",
            subject: `${base.key} ${keyword}`,
            direction: "request",
            base: { pointer: jsonPointer.append(base.pointer, keyword), value: base.value[keyword] },
            head: { pointer: jsonPointer.append(head.pointer, keyword), value: head.value[keyword] },
          };
        }),
    ),
};
