import { jsonPointer } from "../../json/jsonPointer.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** The name by which generated code calls an operation. */
export const operationIdChanged: OperationRule = {
  id: "operation-id-changed",
  axis: "code",
  severity: "risky",
  summary:
    "The operationId changed or went: requests stay the same, but every generated client, handler table and link " +
    "that uses the name stops compiling.",
  check({ base, head }) {
    if (base.id === head.id || base.id === undefined) return [];
    const side = ({ pointer }: typeof base, id: string | undefined) => ({
      pointer: jsonPointer.append(pointer, "operationId"),
      value: id,
    });
    const change = head.id === undefined ? "was removed" : `became ${words.code(head.id)}`;
    return [
      {
        title: `The operationId ${words.code(base.id)} ${change}`,
        why: "Requests stay the same, but code that calls the operation by its name (generated clients, handlers, links) stops compiling.",
        wayOut: "Keep the operationId; put the better name into `summary`.",
        subject: base.id,
        base: side(base, base.id),
        head: side(head, head.id),
      },
    ];
  },
};
