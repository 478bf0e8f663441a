import type { JsonValue } from "@gatehouse/contract";
import type { Dialect, Keywords, SchemaNode, View } from "./SchemaNode.ts";

/** The schemas of one document as one side sees them. */
export interface SchemaSource {
  readonly dialect: Dialect;
  readonly view: View;
  /** The schema at a pointer; the same pointer always gives the same node. */
  /** @param raw what stands there, where the caller knows it */
  at(pointer: string, raw?: JsonValue): SchemaNode;
  /** Whether anything in the document travels in one direction only. */
  readonly hasDirections: boolean;
  /** The one schema of the document with this `$dynamicAnchor` or `$anchor`; undefined where there is none, or more. */
  anchored(name: string): SchemaNode | undefined;
  /** A schema that stands in no document, made of others. */
  synthetic(pointer: string, keywords: Keywords): SchemaNode;
}
