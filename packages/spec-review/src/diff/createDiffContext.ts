import type { Comparer } from "../compare/createComparer.ts";
import { createLoosening } from "../proof/createLoosening.ts";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import { createSameSchema } from "../sets/createSameSchema.ts";
import { annotationsOf } from "./annotationsOf.ts";
import type { DiffContext, FacetPair } from "./DiffContext.ts";
import type { Facets } from "./Facets.ts";
import { readAsText } from "./readAsText.ts";
import { readFacets } from "./readFacets.ts";

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
    saysTheSame: createSameSchema(annotationsOf),
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
    judge(pair, demand) {
      const strict = loosening.loosen(
        demandOf(pair, pair.asText ? [...demand, typesOf(pair.receiver)] : demand),
      );
      const receiver = pair.asText ? textual(strict) : strict;
      return comparer.decide({ sender: pair.sender.node, receiver, unconfirmed: true });
    },
  };
}

/** Text is read by the type that the receiver expects, so the type goes with every demand. */
function typesOf({ nodes }: Facets): Keywords {
  const typed = nodes.find(({ keywords }) => keywords.types)?.keywords;
  return {
    ...(typed?.types && { types: typed.types }),
    ...(typed?.integerOnly && { integerOnly: true }),
  };
}
