import type { NodePair } from "../diff/NodeDiff.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import type { SchemaNode, View } from "../schema/SchemaNode.ts";
import type { SchemaSource } from "../schema/SchemaSource.ts";
import type { Kept } from "../walk/OperationPair.ts";
import type { SchemaSite } from "./SchemaSite.ts";

/** Finds the schemas of a site in both documents. */
export interface SiteReader {
  read(site: SchemaSite): NodePair;
}

type OpenSource = (document: ReviewedDocument, view: View) => SchemaSource;

/** Makes a reader; each document is read once as a request and once as a response. */
export function createSiteReader({ base, head }: Kept<ReviewedDocument>, open: OpenSource): SiteReader {
  const sources = {
    base: { request: open(base, "request"), response: open(base, "response") },
    head: { request: open(head, "request"), response: open(head, "response") },
  };
  const anything = new Map<SchemaSource, SchemaNode>();
  const at = (source: SchemaSource, pointer: string | undefined): SchemaNode => {
    if (pointer !== undefined) return source.at(pointer);
    const node = anything.get(source) ?? source.synthetic("", {});
    anything.set(source, node);
    return node;
  };
  return {
    read: ({ base: old, head: now, direction, asText }) => ({
      base: at(sources.base[direction], old),
      head: at(sources.head[direction], now),
      direction,
      asText,
    }),
  };
}
