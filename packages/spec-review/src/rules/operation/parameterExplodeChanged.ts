import type { ParameterView } from "../../document/OperationView.ts";
import { isJsonObject } from "../../json/isJsonObject.ts";
import type { JsonObject } from "../../json/JsonValue.ts";
import { jsonPointer } from "../../json/jsonPointer.ts";
import type { Kept, OperationPair } from "../../walk/OperationPair.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** Whether each item of a list travels on its own. */
export const parameterExplodeChanged: OperationRule = {
  id: "parameter-explode-changed",
  severity: "breaking",
  summary:
    "`explode` of a parameter changed: a list or an object is written in a way that the server no longer reads. A " +
    "plain value looks the same either way.",
  check: (pair) =>
    pair.parameters.kept
      .filter(({ base, head }) => base.explode !== head.explode && base.style === head.style)
      .map(({ base, head }) => {
        const isPlain = isPlainValue(pair, { base, head });
        return {
          severity: isPlain ? "safe" : "breaking",
          title: `\`explode\` of the ${base.in} parameter ${words.code(head.name)} changed from ${base.explode} to ${head.explode}`,
          why: isPlain
            ? "A plain value looks the same either way."
            : "Callers write lists and objects in the old way (`a=1&a=2` or `a=1,2`), which the server no longer reads.",
          wayOut: "Keep `explode`, or add a second parameter.",
          subject: base.key,
          direction: "request",
          base: { pointer: jsonPointer.append(base.pointer, "explode"), value: base.explode },
          head: { pointer: jsonPointer.append(head.pointer, "explode"), value: head.explode },
        };
      }),
};

const PLAIN: ReadonlySet<unknown> = new Set(["string", "number", "integer", "boolean"]);

function isPlainValue({ documents }: OperationPair, { base, head }: Kept<ParameterView>): boolean {
  return isPlain(documents.base.root, base) && isPlain(documents.head.root, head);
}

function isPlain(root: JsonObject, { schema }: ParameterView): boolean {
  let raw = schema === undefined ? undefined : jsonPointer.resolve(root, schema);
  for (let hops = 0; hops < 16 && isJsonObject(raw) && typeof raw.$ref === "string"; hops += 1) {
    raw = jsonPointer.resolve(root, decodeURIComponent(raw.$ref.slice(1)));
  }
  return isJsonObject(raw) && PLAIN.has(raw.type);
}
