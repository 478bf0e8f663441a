import type { JsonObject, JsonValue, ResolvedValue } from "../Contract.ts";
import { childOf, isObject, type JsonType } from "../json/jsonValues.ts";

/** What the reader of schemas needs of a document in one piece; a `Contract` and a `LoadedDocument` both fit. */
export interface SchemaDocument {
  /** The value of `openapi`. */
  readonly openapi: string;
  readonly document: JsonObject;
  /** The value at a pointer; references on the way are followed. */
  resolve(pointer: string): ResolvedValue;
  /** By name the pointers of all schemas with a `$dynamicAnchor` in the schema resource of a schema. */
  dynamicAnchorsOf?(schema: JsonObject): ReadonlyMap<string, string>;
}

/**
 * One schema of a document in its normal form: JSON Schema 2020-12 for every version of the document, as it
 * applies in one direction. Nodes are read when they are first asked for, and each once.
 */
export interface SchemaNode {
  /** Unique within one reader, or over all readers that share their numbers. */
  readonly id: number;
  /** JSON pointer into the document. */
  readonly pointer: string;
  /** The schema as the document has it. */
  readonly raw: JsonValue;
  readonly keywords: Keywords;
  /** Made from a discriminator: it only says by which value the branch is named. */
  readonly isNaming?: boolean;
}

/** Whether the value of a keyword is a schema. */
export function isSchemaNode(value: unknown): value is SchemaNode {
  return typeof value === "object" && value !== null && "keywords" in value && "pointer" in value;
}

/** The schemas in the value of a keyword: one, a list or a map of them. */
export function schemasIn(value: unknown): readonly SchemaNode[] {
  if (value instanceof Map) return [...value.values()].filter(isSchemaNode);
  if (Array.isArray(value)) return value.filter(isSchemaNode);
  return isSchemaNode(value) ? [value] : [];
}

/** A numeric limit. */
export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

/** The branches that a discriminator chooses between, by the value that chooses them (OpenAPI 3.1.1, 4.8.25). */
export interface Choice {
  readonly property: string;
  readonly branches: ReadonlyMap<string, SchemaNode>;
  /** The branch of values that name no other (`defaultMapping`, OpenAPI 3.2). */
  readonly otherwise: SchemaNode | undefined;
  /**
   * Whether the branches are alternatives of `oneOf` or `anyOf`, which exclude each other by their names already, or
   * schemas built on this one by `allOf`: of those the chosen one applies as well.
   */
  readonly applies: boolean;
}

/** The branch that the discriminator of a value chooses; `undefined` where it chooses none. */
export function chosenBranch(
  { property, branches, otherwise }: Choice,
  value: unknown,
): SchemaNode | undefined {
  if (!isObject(value)) return undefined;
  const name = childOf(value, property);
  return (typeof name === "string" ? branches.get(name) : undefined) ?? otherwise;
}

/**
 * The assertions of one schema object, in the words of JSON Schema 2020-12. Annotations are read from `raw`.
 *
 * What differs between the versions is settled here: `nullable` adds `null` to the type beside it and has no effect
 * without one (OpenAPI 3.0.3, Schema Object); exclusive limits are numbers; `$dynamicRef` has become `ref`; properties
 * that do not travel in the direction are neither allowed nor required; alternatives under a discriminator ask for the
 * value that names them.
 */
export interface Keywords {
  /** Set for the schemas `true` and `false`. */
  readonly booleanSchema?: boolean;
  readonly ref?: SchemaNode;
  /** In the order of the document. */
  readonly types?: ReadonlySet<JsonType>;
  /** The types say `integer` and not `number`. */
  readonly integerOnly?: boolean;
  readonly enum?: readonly JsonValue[];
  readonly const?: { readonly value: JsonValue };
  readonly low?: Bound;
  readonly high?: Bound;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly prefixItems?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly contains?: SchemaNode;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly unevaluatedItems?: SchemaNode;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  readonly properties?: ReadonlyMap<string, SchemaNode>;
  /** The properties that do not travel in this direction; those of `properties` are the schema `false` there. */
  readonly hidden?: ReadonlySet<string>;
  readonly patternProperties?: ReadonlyMap<string, SchemaNode>;
  readonly additionalProperties?: SchemaNode;
  readonly propertyNames?: SchemaNode;
  readonly dependentRequired?: ReadonlyMap<string, readonly string[]>;
  readonly dependentSchemas?: ReadonlyMap<string, SchemaNode>;
  readonly unevaluatedProperties?: SchemaNode;
  readonly allOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly not?: SchemaNode;
  readonly if?: SchemaNode;
  readonly then?: SchemaNode;
  readonly else?: SchemaNode;
  readonly choice?: Choice;
  /** What a text that holds JSON is to hold; it limits no text. */
  readonly contentSchema?: SchemaNode;
}

/** What the reading of one schema offers to the rules for groups of keywords. */
export interface Reading {
  readonly document: SchemaDocument;
  readonly pointer: string;
  readonly raw: JsonObject;
  /** The properties that do not travel in the direction, as far as this schema and those around it say. */
  readonly hidden: ReadonlySet<string>;
  /** Whether a discriminator of this schema has chosen already, on the way here. */
  readonly hasChosen: boolean;
  /** Pointers of the components that are built on this schema by `allOf`. */
  readonly heirs: readonly string[];
  /** The schema under a keyword, for the same value. */
  beside(...segments: readonly string[]): SchemaNode;
  /** The schema under a keyword, for a part of the value or for a question about it (`not`, `if`). */
  apart(...segments: readonly string[]): SchemaNode;
  /** The schema at a pointer of the document, for the same value. */
  target(pointer: string): SchemaNode;
  /** The schema that a `$dynamicRef` leads to, by its anchor's name and the pointer that it leads to at first. */
  dynamicTarget(name: string, initial: string): SchemaNode;
  /** A schema that is composed of others and is not in the document; `like` is the schema that it replaces. */
  synthetic(keywords: Keywords, like?: SchemaNode): SchemaNode;
}
