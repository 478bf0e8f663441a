import {
  canonicalJson,
  isJsonObject,
  type JsonObject,
  type JsonType,
  type JsonValue,
} from "@gatehouse/contract";
import type { Comparer } from "../compare/createComparer.ts";
import { type Facets, readFacets } from "../facets/readFacets.ts";
import { behindReferences, inPlaceNodes, type Keywords, type SchemaNode } from "../schema/SchemaNode.ts";
import { createLoosening } from "../sets/createLoosening.ts";
import { createSameSchema } from "../sets/createSameSchema.ts";
import { textTwins } from "../values/Evaluation.ts";
import type { DiffContext, FacetPair } from "./DiffContext.ts";

/** Annotations that do not change the set of values, but matter to users. */
const RELEVANT = [
  "default",
  "deprecated",
  "readOnly",
  "writeOnly",
  "discriminator",
  "xml",
  "contentEncoding",
  "contentMediaType",
  "contentSchema",
  "x-sunset",
  "x-extensible-enum",
  "x-enum-deprecated",
] as const;

const known = new WeakMap<object, string>();

type Make = (pointer: string, keywords: Keywords) => SchemaNode;

interface TextForm {
  readonly typed: Keywords;
  readonly text: Keywords;
  /** One of the texts and what it says; who rejects it does not take them all. */
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

/** Makes the shared part of a comparison of two documents. */
export function createDiffContext(comparer: Comparer, nextId: () => number): DiffContext {
  const facets = new Map<number, Facets>();
  const joined = new Map<string, SchemaNode>();
  const make = (pointer: string, keywords: Keywords): SchemaNode => {
    return { id: nextId(), pointer, raw: true, keywords };
  };
  const demandOf = ({ receiver }: FacetPair, demand: readonly Keywords[]): SchemaNode => {
    const { pointer } = receiver.node;
    const node = make(pointer, { allOf: demand.map((keywords) => make(pointer, keywords)) });
    if (!receiver.nullable) return node;
    return make(pointer, { anyOf: [node, make(pointer, { types: new Set(["null"]) })] });
  };
  const loosening = createLoosening(nextId);
  const texts = new Map<number, SchemaNode>();
  const textual = (receiver: SchemaNode): SchemaNode => {
    const known = texts.get(receiver.id) ?? readAsText(receiver, make, comparer);
    texts.set(receiver.id, known);
    return known;
  };
  return {
    comparer,
    synthetic: make,
    demandOf,
    ...loosening,
    readAsText: textual,
    isSameSchema: createSameSchema(annotationsOf),
    facets(node) {
      const known = facets.get(node.id) ?? readFacets(node);
      facets.set(node.id, known);
      return known;
    },
    allOf(nodes) {
      const [first] = nodes;
      if (nodes.length === 1 && first) return first;
      const key = nodes.map(({ id }) => id).join(",");
      const node = joined.get(key) ?? make(first?.pointer ?? "", { allOf: nodes });
      joined.set(key, node);
      return node;
    },
    decide(pair, demand) {
      const strict = loosening.loosen(
        demandOf(pair, pair.asText ? [...demand, typesOf(pair.receiver)] : demand),
      );
      const receiver = pair.asText ? textual(strict) : strict;
      return comparer.decide({ sender: pair.sender.node, receiver, unconfirmed: true });
    },
  };
}

/** Texts are read by the type that the receiver expects, so each demand includes the type. */
function typesOf({ nodes }: Facets): Keywords {
  const typed = nodes.find(({ keywords }) => keywords.types)?.keywords;
  return {
    ...(typed?.types && { types: typed.types }),
    ...(typed?.integerOnly && { integerOnly: true }),
  };
}

/** The relevant annotations of a schema as one text. */
function annotationsOf({ raw }: SchemaNode): string {
  if (!isJsonObject(raw)) return "";
  const text = known.get(raw) ?? read(raw);
  known.set(raw, text);
  return text;
}

function read(raw: JsonObject): string {
  return RELEVANT.filter((name) => raw[name] !== undefined)
    .map((name) => `${name}=${canonicalJson(raw[name] ?? null)}`)
    .join(";");
}

/** The schema that mere references without annotations lead to. */
export function behindPlainReferences(node: SchemaNode): SchemaNode {
  return behindReferences(node, isAnnotated);
}

function isAnnotated(node: SchemaNode): boolean {
  return annotationsOf(node) !== "";
}

/**
 * A receiver of text. On the wire a number or boolean and its text are the same, so a receiver that accepts the texts
 * of all numbers accepts the numbers, and the other way round. The same goes for booleans and listed values.
 */
function readAsText(receiver: SchemaNode, make: Make, comparer: Comparer): SchemaNode {
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
