import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import type { Facets } from "../diff/Facets.ts";
import { pickKeywords } from "../diff/pickKeywords.ts";
import { jsonPointer } from "../json/jsonPointer.ts";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import type { KeywordRule, Saying } from "./SchemaRule.ts";
import { words } from "./words.ts";

/** What is particular to a keyword, or to keywords that only make sense together. */
export interface GroupWords {
  readonly id: string;
  readonly summary: string;
  /** The keyword that the group is named after, and its companions. */
  readonly keywords: readonly [keyof Keywords & string, ...(keyof Keywords & string)[]];
  readonly request: { readonly why: string; readonly wayOut: string };
  readonly response: { readonly why: string; readonly wayOut: string };
}

/** A rule about a group of keywords, judged as a whole. */
export function groupRule({ id, summary, keywords, request, response }: GroupWords): KeywordRule {
  return {
    id,
    summary,
    severity: "breaking",
    read: (facets) => readGroup(facets, keywords),
    schemas: ({ nodes }) =>
      nodes.flatMap((node) => keywords.flatMap((name) => schemasIn(node.keywords[name]))),
    demand: ({ nodes }) => nodes.map((node) => pickKeywords(node.keywords, keywords)),
    say: (told) => ({
      title: words.keywordChange(keywords[0], told),
      why: words.byDirection(told, { request: request.why, response: response.why }),
      wayOut: words.byDirection(told, { request: request.wayOut, response: response.wayOut }),
    }),
  };
}

function readGroup(facets: Facets, keywords: readonly string[]): Saying | undefined {
  for (const { raw, pointer } of facets.nodes) {
    if (!isJsonObject(raw)) continue;
    const found = keywords.filter((keyword) => raw[keyword] !== undefined);
    const [first] = found;
    if (first === undefined) continue;
    const value =
      found.length === 1 ? raw[first] : Object.fromEntries(found.map((name) => [name, raw[name]]));
    return { pointer: jsonPointer.append(pointer, first), value: (value ?? null) as JsonValue };
  }
  return undefined;
}

function schemasIn(value: Keywords[keyof Keywords]): SchemaNode[] {
  if (value instanceof Map) return [...value.values()].filter(isNode);
  if (Array.isArray(value)) return value.filter(isNode);
  return isNode(value) ? [value] : [];
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === "object" && value !== null && "keywords" in value;
}
