import type { Dialect, Keywords, SchemaNode, View } from "./SchemaNode.ts";

/** The schemas of one document as one side sees them. */
export interface SchemaSource {
  readonly dialect: Dialect;
  readonly view: View;
  /** The schema at a pointer; the same pointer always gives the same node. */
  at(pointer: string): SchemaNode;
  /** The one schema of the document with this `$dynamicAnchor` or `$anchor`; undefined where there is none, or more. */
  anchored(name: string): SchemaNode | undefined;
  /** A schema that stands in no document, made of others. */
  synthetic(pointer: string, keywords: Keywords): SchemaNode;
}
