import type { JsonObject, SourceLocation, UnreadContent } from "@gatehouse/contract";
import type { Dialect } from "../schema/SchemaNode.ts";

/** A document under review. */
export interface ReviewedDocument {
  /** How the reviewer calls it: a path, or a revision and a path. */
  readonly name: string;
  readonly dialect: Dialect;
  /** `info.version`, as text. */
  readonly version: string;
  readonly title: string;
  readonly root: JsonObject;
  /** What stands where OpenAPI has nothing, so that no comparison looks at it. */
  readonly unread: readonly UnreadContent[];
  /** What the reader of a review has to know about the document. */
  readonly notes: readonly string[];
  /** The place in the source files of a pointer into `root`. */
  locate(pointer: string): SourceLocation;
}
