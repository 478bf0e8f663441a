import type { Comparer } from "../compare/createComparer.ts";
import type { JsonType } from "../json/JsonValue.ts";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";

type Make = (pointer: string, keywords: Keywords) => SchemaNode;

interface TextForm {
  readonly typed: Keywords;
  readonly text: Keywords;
  /** One of the texts; who refuses it does not take them all. */
  readonly sample: string;
}

/** What the texts of a type look like on the wire. */
const TEXT_FORMS: readonly TextForm[] = [
  {
    typed: { types: new Set<JsonType>(["boolean"]) },
    text: { types: new Set<JsonType>(["string"]), enum: ["true", "false"] },
    sample: "true",
  },
  {
    typed: { types: new Set<JsonType>(["number"]), integerOnly: true },
    text: { types: new Set<JsonType>(["string"]), pattern: "^-?[0-9]+$" },
    sample: "1",
  },
  {
    typed: { types: new Set<JsonType>(["number"]) },
    text: { types: new Set<JsonType>(["string"]), pattern: "^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?$" },
    sample: "1.5",
  },
];

/**
 * A receiver of text: whoever takes the texts of all numbers, or of both truth values, takes numbers and truth
 * values themselves, since on the wire they are the same.
 */
export function readAsText(receiver: SchemaNode, make: Make, comparer: Comparer): SchemaNode {
  const { pointer } = receiver;
  const { evaluate } = comparer.space.evaluation;
  const takesAll = (text: Keywords) =>
    comparer.decide({ sender: make(pointer, text), receiver, literal: true, unconfirmed: true }).kind ===
    "included";
  const readable = TEXT_FORMS.filter(
    ({ text, sample }) => evaluate(receiver, sample) !== undefined && takesAll(text),
  );
  if (readable.length === 0) return receiver;
  return make(pointer, { anyOf: [receiver, ...readable.map(({ typed }) => make(pointer, typed))] });
}
