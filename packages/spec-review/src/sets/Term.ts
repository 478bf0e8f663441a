import type { JsonType, JsonValue } from "@gatehouse/contract";
import type { Bound, SchemaNode } from "../schema/SchemaNode.ts";
import type { Exchange } from "./Exchange.ts";

/** A set of JSON values: a schema, or a combination of sets. */
export type Term =
  | { readonly kind: "schema"; readonly node: SchemaNode }
  | { readonly kind: "not"; readonly term: Term }
  | { readonly kind: "all"; readonly terms: readonly Term[] }
  | { readonly kind: "cell"; readonly cell: Cell }
  /** What a party sends that knows `sent.senders`, but not the names that only `sent.receivers` declare. */
  | { readonly kind: "sent"; readonly term: Term; readonly sent: Exchange };

/** A condition that is only known by name: two of the same name are the same condition. */
export interface Opaque {
  readonly key: string;
  readonly negated: boolean;
  /** Decides it for a concrete value. */
  readonly holds: (value: JsonValue) => boolean;
}

interface CellBase {
  /** Single values taken out. */
  readonly excluded: readonly JsonValue[];
  readonly opaque: readonly Opaque[];
}

/** A handful of values. */
export interface FiniteCell extends CellBase {
  readonly type: "finite";
  readonly values: readonly JsonValue[];
}

/** Numbers. */
export interface NumberCell extends CellBase {
  readonly type: "number";
  readonly low: Bound | undefined;
  readonly high: Bound | undefined;
  readonly integer: boolean;
  readonly multiples: readonly number[];
  readonly notMultiples: readonly number[];
  readonly formats: readonly string[];
  readonly notFormats: readonly string[];
}

/** Texts. */
export interface StringCell extends CellBase {
  readonly type: "string";
  readonly minLength: number;
  readonly maxLength: number;
  readonly patterns: readonly string[];
  readonly notPatterns: readonly string[];
  readonly formats: readonly string[];
  readonly notFormats: readonly string[];
}

/** What one schema says about the items of an array. */
export interface ArrayPart {
  readonly prefix: readonly Term[];
  /** The items behind the prefix; undefined means any. */
  readonly rest: Term | undefined;
}

/** How many items of a kind an array holds. */
export interface Containment {
  readonly term: Term;
  readonly min: number;
  readonly max: number;
}

/** Arrays. */
export interface ArrayCell extends CellBase {
  readonly type: "array";
  readonly minItems: number;
  readonly maxItems: number;
  readonly unique: boolean;
  /** At least two items are equal. */
  readonly duplicate: boolean;
  readonly parts: readonly ArrayPart[];
  readonly contains: readonly Containment[];
  /** At least one item from the index on is of the kind. */
  readonly some: readonly { readonly from: number; readonly term: Term }[];
  readonly sent: Exchange | undefined;
}

/** What one schema says about the members of an object. */
export interface ObjectPart {
  readonly properties: ReadonlyMap<string, Term>;
  readonly patterns: readonly (readonly [pattern: string, term: Term])[];
  /** Members that neither list names; undefined means any, without a word about it in the document. */
  readonly additional: Term | undefined;
}

/** At least one member outside the names and patterns is of the kind. */
export interface SomeMember {
  readonly names: ReadonlySet<string>;
  readonly patterns: readonly string[];
  /** The pattern that the name matches, where one is asked for. */
  readonly within: string | undefined;
  readonly term: Term;
}

/** Objects. */
export interface ObjectCell extends CellBase {
  readonly type: "object";
  readonly minProperties: number;
  readonly maxProperties: number;
  readonly required: ReadonlySet<string>;
  readonly parts: readonly ObjectPart[];
  readonly names: readonly Term[];
  /** At least one name is outside each of these. */
  readonly strangeNames: readonly Term[];
  readonly some: readonly SomeMember[];
  /** Where the member is present, the whole object is of the kind. */
  readonly dependents: readonly { readonly name: string; readonly term: Term }[];
  readonly sent: Exchange | undefined;
}

/** Values of one type under conditions that all hold; a set is a union of cells. */
export type Cell = FiniteCell | NumberCell | StringCell | ArrayCell | ObjectCell;

/** Makes terms. */
export const terms = {
  /** Every value. */
  anything: { kind: "all", terms: [] } satisfies Term as Term,
  /** No value. */
  nothing: { kind: "not", term: { kind: "all", terms: [] } } satisfies Term as Term,
  schema: (node: SchemaNode): Term => ({ kind: "schema", node }),
  cell: (cell: Cell): Term => ({ kind: "cell", cell }),
  not: (term: Term): Term => (term.kind === "not" ? term.term : { kind: "not", term }),
  sent: (term: Term, sent: Exchange): Term => ({ kind: "sent", term, sent }),

  /** The values in all of the sets. */
  all(members: readonly Term[]): Term {
    const flat: Term[] = [];
    for (const one of members) {
      if (one.kind !== "all") flat.push(one);
      else for (const inner of one.terms) flat.push(inner);
    }
    const [only] = flat;
    return flat.length === 1 && only ? only : { kind: "all", terms: flat };
  },

  isAnything: (term: Term): boolean => term.kind === "all" && term.terms.length === 0,
  isNothing: (term: Term): boolean => term.kind === "not" && terms.isAnything(term.term),
};

const free = { excluded: [], opaque: [] };

const nulls: FiniteCell = { ...free, type: "finite", values: [null] };
const booleans: FiniteCell = { ...free, type: "finite", values: [true, false] };

const numbers: NumberCell = {
  ...free,
  type: "number",
  low: undefined,
  high: undefined,
  integer: false,
  multiples: [],
  notMultiples: [],
  formats: [],
  notFormats: [],
};

const strings: StringCell = {
  ...free,
  type: "string",
  minLength: 0,
  maxLength: Number.POSITIVE_INFINITY,
  patterns: [],
  notPatterns: [],
  formats: [],
  notFormats: [],
};

const arrays: ArrayCell = {
  ...free,
  type: "array",
  minItems: 0,
  maxItems: Number.POSITIVE_INFINITY,
  unique: false,
  duplicate: false,
  parts: [],
  contains: [],
  some: [],
  sent: undefined,
};

const objects: ObjectCell = {
  ...free,
  type: "object",
  minProperties: 0,
  maxProperties: Number.POSITIVE_INFINITY,
  required: new Set(),
  parts: [],
  names: [],
  strangeNames: [],
  some: [],
  dependents: [],
  sent: undefined,
};

/** For each JSON type the cell of all its values. */
export const universalCells = {
  null: nulls,
  boolean: booleans,
  number: numbers,
  string: strings,
  array: arrays,
  object: objects,
} satisfies Record<JsonType, Cell>;
