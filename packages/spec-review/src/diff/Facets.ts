import type { JsonType, JsonValue } from "@gatehouse/contract";
import type { Bound, Keywords, SchemaNode } from "../schema/SchemaNode.ts";

/** Something that a schema says, and where it says it. */
export interface Facet<T> {
  readonly value: T;
  readonly pointer: string;
}

/** Alternatives that a schema offers. */
export interface Union {
  readonly keyword: "anyOf" | "oneOf";
  readonly pointer: string;
  readonly members: readonly SchemaNode[];
}

/**
 * All that a schema says about one value, references and `allOf` merged, compositions of one member dissolved.
 * Unions and conditions stay what they are.
 */
export interface Facets {
  readonly node: SchemaNode;
  /** The schemas that were merged. */
  readonly nodes: readonly SchemaNode[];
  readonly types: Facet<ReadonlySet<JsonType | "integer">> | undefined;
  readonly values: Facet<readonly JsonValue[]> | undefined;
  readonly low: Facet<Bound> | undefined;
  readonly high: Facet<Bound> | undefined;
  readonly required: ReadonlyMap<string, string>;
  /** By name the schemas that a member must meet. */
  readonly properties: ReadonlyMap<string, readonly SchemaNode[]>;
  readonly patternProperties: ReadonlyMap<string, readonly SchemaNode[]>;
  readonly unions: readonly Union[];
  /** Null is allowed by a union around everything else. */
  readonly nullable: boolean;
  /** That union. */
  readonly nullableUnion: Union | undefined;
}

/** A keyword whose merged value is the strictest of all. */
export type CountKeyword =
  | "minLength"
  | "maxLength"
  | "minItems"
  | "maxItems"
  | "minProperties"
  | "maxProperties";

/** A keyword of one of the merged schemas. */
export type KeywordName = keyof Keywords;
