import {
  createResolver,
  type Direction,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  SchemaReader,
} from "@gatehouse/contract";
import type { Choice, Dialect, Keywords, SchemaNode } from "./SchemaNode.ts";

/** A document whose schemas are read; a reviewed document is one. */
interface SchemaRoot {
  readonly root: JsonObject;
  readonly dialect: Dialect;
  /** By name the pointers of all schemas with a `$dynamicAnchor` in the schema resource of a schema. */
  readonly dynamicAnchorsOf?: ((schema: JsonObject) => ReadonlyMap<string, string>) | undefined;
}

interface SchemaSourceOptions extends SchemaRoot {
  readonly direction: Direction;
  /** Gives each node of a comparison its number, as `createNodeIds` does; shared by both documents. */
  readonly nextId: () => number;
}

/** Creates the numbers of the nodes of one comparison. */
export function createNodeIds(): () => number {
  let id = 0;
  return () => {
    id += 1;
    return id;
  };
}

/** Opens the schemas of a document as they apply in one direction. Nodes are read when they are first asked for. */
export function createSchemaSource(options: SchemaSourceOptions): SchemaReader {
  const { root, dialect, dynamicAnchorsOf, direction, nextId } = options;
  const resolve = createResolver(root);
  const document = {
    openapi: dialect,
    document: root,
    resolve,
    ...(dynamicAnchorsOf && { dynamicAnchorsOf }),
  };
  const make = (pointer: string, keywords: Keywords): SchemaNode => {
    return { id: nextId(), pointer, raw: true, keywords };
  };
  const adapt = (keywords: Keywords, { pointer, raw }: Pick<SchemaNode, "pointer" | "raw">): Keywords => {
    const { choice, hidden, ...read } = keywords;
    const own = [...(hidden ?? [])].filter((name) => read.properties?.has(name));
    const heirs = choice?.applies ? settleChoice(choice, (rule) => make(pointer, rule)) : undefined;
    const allOf = [...(read.allOf ?? []), ...(heirs?.conditions ?? [])];
    return {
      ...read,
      ...(own.length > 0 && { hidden: new Set(own) }),
      ...(allOf.length > 0 && { allOf }),
      ...(heirs && { choice: heirs.choice }),
      ...(isBase64(raw) && { format: "byte" }),
    };
  };
  return new SchemaReader(document, direction, { nextId, adapt });
}

/** No validator reads `contentEncoding`, but a text in base64 is what OpenAPI 3.0 calls the format `byte`. */
function isBase64(raw: JsonValue): boolean {
  return isJsonObject(raw) && raw.contentEncoding === "base64" && raw.format === undefined;
}

/**
 * The choice between the schemas that are built on one: a condition for each of them, and each with its name, as the
 * alternatives of a union have theirs.
 */
function settleChoice(
  { property, branches, otherwise, applies }: Choice,
  make: (keywords: Keywords) => SchemaNode,
): { readonly choice: Choice; readonly conditions: readonly SchemaNode[] } {
  const named = (values: Iterable<string>): Keywords => ({
    types: new Set(["object"]),
    required: [property],
    properties: new Map([[property, make({ enum: [...values] })]]),
  });
  const unless = (rule: SchemaNode, branch: SchemaNode) => make({ if: make({ not: rule }), else: branch });
  const byBranch = [...Map.groupBy(branches, ([, branch]) => branch)].map(([branch, pairs]) => {
    const values = pairs.map(([value]) => value);
    return { branch, values, name: make(named(values)) };
  });
  const alternatives = byBranch.flatMap(({ branch, values, name }) => {
    const alternative = make({ allOf: [branch, { ...name, isNaming: true }] });
    return values.map((value) => [value, alternative] as const);
  });
  const conditions = byBranch.map(({ branch, name }) => unless(name, branch));
  if (otherwise !== undefined) {
    const other = make({ types: new Set(["object"]), not: make(named(branches.keys())) });
    conditions.push(unless(other, otherwise));
  }
  return { choice: { property, branches: new Map(alternatives), otherwise, applies }, conditions };
}
