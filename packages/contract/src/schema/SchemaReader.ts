import type { JsonObject, JsonValue } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { childOf, isObject } from "../json/jsonValues.ts";
import { schemaAt } from "./conjunctionOf.ts";
import type { Direction } from "./Direction.ts";
import { hiddenProperties } from "./hiddenProperties.ts";
import { collectFamilies, type Families } from "./readDiscriminator.ts";
import { readKeywords } from "./readKeywords.ts";
import type { Keywords, SchemaDocument, SchemaNode } from "./SchemaNode.ts";

/**
 * What is known of the way that led to a schema. The same schema object means different things in different scopes:
 * a `$dynamicRef` follows the outermost resource that was entered (JSON Schema 2020-12, 8.2.3.2), and a property that
 * one part of an `allOf` makes read-only is not asked for by the others either.
 */
interface Scope {
  /** Pointers of schemas by the names of their dynamic anchors. */
  readonly dynamic: ReadonlyMap<string, string>;
  /** The properties that do not travel in the direction. */
  readonly hidden: ReadonlySet<string>;
  /** Pointers of the schemas whose discriminator has chosen already. */
  readonly chosen: ReadonlySet<string>;
  readonly nodes: Map<string, SchemaNode>;
  /** The scope for parts of the value. */
  below?: Scope;
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** What a program may ask of its reader beside the normal form. */
export interface SchemaReaderOptions {
  /** Gives each node its number; given where several readers share their numbers. @default counts from 1 */
  readonly nextId?: () => number;
  /** Changes the normal form of each schema of the document, once. @default leaves it as it is */
  readonly adapt?: (keywords: Keywords, schema: Pick<SchemaNode, "pointer" | "raw">) => Keywords;
}

/** Reads the schemas of one document into their normal form, for one direction. */
export class SchemaReader {
  readonly document: SchemaDocument;
  readonly direction: Direction;
  readonly #nextId: () => number;
  readonly #adapt: SchemaReaderOptions["adapt"];
  readonly #scopes = new Map<string, Scope>();
  readonly #root = this.#scope({ dynamic: new Map<string, string>(), hidden: NO_NAMES, chosen: NO_NAMES });
  #families: Families | undefined;

  constructor(document: SchemaDocument, direction: Direction, options: SchemaReaderOptions = {}) {
    this.document = document;
    this.direction = direction;
    this.#nextId = options.nextId ?? countUp();
    this.#adapt = options.adapt;
  }

  /** The schema at a pointer of the document; the same pointer always gives the same node. */
  at(pointer: string): SchemaNode {
    return this.#resolve(pointer, this.#root);
  }

  /** A schema that is composed of others and is not in the document. */
  synthetic(pointer: string, keywords: Keywords, raw: JsonValue = true): SchemaNode {
    return { id: this.#nextId(), pointer, raw, keywords };
  }

  #resolve(pointer: string, scope: Scope): SchemaNode {
    const known = scope.nodes.get(pointer);
    if (known !== undefined) return known;
    const { pointer: actual, value } = schemaAt(this.document, pointer);
    const node = this.#node(actual, value, scope);
    scope.nodes.set(pointer, node);
    return node;
  }

  #node(pointer: string, raw: JsonValue | undefined, scope: Scope): SchemaNode {
    const known = scope.nodes.get(pointer);
    if (known !== undefined) return known;
    const identity = { id: this.#nextId(), pointer, raw: raw ?? true };
    const node = new LazyNode(identity, () => {
      const keywords = this.#read(identity, scope);
      return this.#adapt?.(keywords, identity) ?? keywords;
    });
    scope.nodes.set(pointer, node);
    return node;
  }

  #read({ pointer, raw }: Pick<SchemaNode, "pointer" | "raw">, outer: Scope): Keywords {
    if (typeof raw === "boolean") return { booleanSchema: raw };
    if (!isObject(raw)) return {};
    const inner = this.#enter(pointer, raw, outer);
    const child = (scope: Scope, segments: readonly string[]): SchemaNode => {
      const value = segments.reduce<JsonValue | undefined>(childOf, raw);
      return this.#node(childPointer(pointer, ...segments), value, scope);
    };
    return readKeywords({
      document: this.document,
      pointer,
      raw,
      hidden: inner.hidden,
      hasChosen: outer.chosen.has(pointer),
      heirs: raw.discriminator === undefined ? [] : [...(this.#family().heirs.get(pointer) ?? [])],
      beside: (...segments) => child(inner, segments),
      apart: (...segments) => child(this.#below(inner), segments),
      target: (target) => this.#resolve(target, inner),
      dynamicTarget: (name, initial) => this.#resolve(inner.dynamic.get(name) ?? initial, inner),
      synthetic: (keywords, like) => this.synthetic(like?.pointer ?? pointer, keywords, like?.raw),
    });
  }

  /** The scope inside a schema: with its resource's dynamic anchors and with the properties that it hides. */
  #enter(pointer: string, raw: JsonObject, outer: Scope): Scope {
    const anchors = this.document.dynamicAnchorsOf?.(raw) ?? outer.dynamic;
    const hidden = hiddenProperties(this.document, { pointer, schema: raw }, this.direction);
    // A schema built on one with a discriminator has been chosen already: the discriminator does not choose again.
    const chosen =
      this.#family().bases.get(pointer) ?? (raw.discriminator === undefined ? NO_NAMES : [pointer]);
    return this.#scope({
      dynamic: isNew(anchors.keys(), outer.dynamic) ? new Map([...anchors, ...outer.dynamic]) : outer.dynamic,
      hidden: isNew(hidden, outer.hidden) ? new Set([...outer.hidden, ...hidden]) : outer.hidden,
      chosen: isNew(chosen, outer.chosen) ? new Set([...outer.chosen, ...chosen]) : outer.chosen,
      from: outer,
    });
  }

  #below(scope: Scope): Scope {
    scope.below ??= this.#scope({ dynamic: scope.dynamic, hidden: NO_NAMES, chosen: NO_NAMES, from: scope });
    return scope.below;
  }

  #family(): Families {
    this.#families ??= collectFamilies(this.document);
    return this.#families;
  }

  /** The scope with these properties, each once; `from` itself where nothing changes. */
  #scope({ from, ...parts }: Omit<Scope, "nodes" | "below"> & { readonly from?: Scope }): Scope {
    const { dynamic, hidden, chosen } = parts;
    if (from?.dynamic === dynamic && from.hidden === hidden && from.chosen === chosen) return from;
    const key = JSON.stringify([[...dynamic].sort(), [...hidden].sort(), [...chosen].sort()]);
    const scope = this.#scopes.get(key) ?? { ...parts, nodes: new Map() };
    this.#scopes.set(key, scope);
    return scope;
  }
}

/** A node whose keywords are read when they are first asked for, so that schemas may contain themselves. */
class LazyNode implements SchemaNode {
  readonly id: number;
  readonly pointer: string;
  readonly raw: JsonValue;
  readonly #read: () => Keywords;
  #keywords: Keywords | undefined;

  constructor({ id, pointer, raw }: Omit<SchemaNode, "keywords">, read: () => Keywords) {
    this.id = id;
    this.pointer = pointer;
    this.raw = raw;
    this.#read = read;
  }

  get keywords(): Keywords {
    this.#keywords ??= this.#read();
    return this.#keywords;
  }
}

function isNew(names: Iterable<string>, known: { has(name: string): boolean }): boolean {
  for (const name of names) if (!known.has(name)) return true;
  return false;
}

function countUp(): () => number {
  let last = 0;
  return () => {
    last += 1;
    return last;
  };
}
