import type { JsonType, JsonValue } from "@gatehouse/contract";
import type { Comparer } from "../compare/createComparer.ts";
import { inPlaceNodes } from "../schema/inPlaceNodes.ts";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import { textTwins } from "../values/textTwins.ts";

type Make = (pointer: string, keywords: Keywords) => SchemaNode;

interface TextForm {
  readonly typed: Keywords;
  readonly text: Keywords;
  /** One of the texts and what it says; who refuses it does not take them all. */
  readonly sample: string;
  readonly value: JsonValue;
}

/** What the texts of a type look like on the wire. */
const TEXT_FORMS: readonly TextForm[] = [
  {
    typed: { types: new Set<JsonType>(["boolean"]) },
    text: { types: new Set<JsonType>(["string"]), enum: ["true", "false"] },
    sample: "true",
    value: true,
  },
  {
    typed: { types: new Set<JsonType>(["number"]), integerOnly: true },
    text: { types: new Set<JsonType>(["string"]), pattern: "^-?[0-9]+$" },
    sample: "1",
    value: 1,
  },
  {
    typed: { types: new Set<JsonType>(["number"]) },
    text: { types: new Set<JsonType>(["string"]), pattern: "^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?$" },
    sample: "1.5",
    value: 1.5,
  },
];

/**
 * A receiver of text: on the wire a number, a truth value and its text are the same. Whoever takes the texts of all
 * numbers takes the numbers, whoever takes all numbers takes their texts, and so with truth values and listed values.
 */
export function readAsText(receiver: SchemaNode, make: Make, comparer: Comparer): SchemaNode {
  const { pointer } = receiver;
  const { evaluate } = comparer.space.evaluation;
  const takesAll = (keywords: Keywords) =>
    comparer.decide({ sender: make(pointer, keywords), receiver, literal: true, unconfirmed: true }).kind ===
    "included";
  const forms = TEXT_FORMS.flatMap(({ text, typed, sample, value }) => [
    ...(evaluate(receiver, sample) !== undefined && takesAll(text) ? [typed] : []),
    ...(evaluate(receiver, value) !== undefined && takesAll(typed) ? [text] : []),
  ]);
  const twins = listedValues(receiver)
    .filter((value) => evaluate(receiver, value) !== undefined)
    .flatMap(textTwins);
  const all = twins.length > 0 ? [...forms, { enum: twins }] : forms;
  const whole = make(pointer, { anyOf: [receiver, ...all.map((keywords) => make(pointer, keywords))] });
  return { ...whole, isTextual: true };
}

function listedValues(receiver: SchemaNode): JsonValue[] {
  return inPlaceNodes([receiver]).flatMap(({ keywords }) => [
    ...(keywords.enum ?? []),
    ...(keywords.const ? [keywords.const.value] : []),
  ]);
}
