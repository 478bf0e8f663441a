import { childPointer, pointerSegments } from "../json/jsonPointer.ts";
import { childOf, entriesOf, isObject, textOf } from "../json/jsonValues.ts";
import { conjunctionOf, referencePointer } from "./conjunctionOf.ts";
import type { Choice, Keywords, Reading, SchemaDocument, SchemaNode } from "./SchemaNode.ts";

/** Which components are built on which, where the one built on has a discriminator of its own. */
export interface Families {
  /** By pointer of a base: the pointers of the components that are built on it, directly or through others. */
  readonly heirs: ReadonlyMap<string, ReadonlySet<string>>;
  /** By pointer of an heir: its bases. */
  readonly bases: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Finds the components that are built on one with a discriminator by `allOf` (OpenAPI 3.1.1, 4.8.25). */
export function collectFamilies(document: SchemaDocument): Families {
  const heirs = new Map<string, Set<string>>();
  const bases = new Map<string, Set<string>>();
  const schemas = childOf(document.document.components, "schemas");
  const isFamily = entriesOf(schemas).some(([, schema]) => isBase(schema));
  for (const [name, schema] of isFamily ? entriesOf(schemas) : []) {
    if (!isObject(schema)) continue;
    const pointer = childPointer("/components/schemas", name);
    for (const base of conjunctionOf(document, { pointer, schema })) {
      if (base.pointer === pointer || !isBase(base.schema)) continue;
      heirs.set(base.pointer, (heirs.get(base.pointer) ?? new Set()).add(pointer));
      bases.set(pointer, (bases.get(pointer) ?? new Set()).add(base.pointer));
    }
  }
  return { heirs, bases };
}

/** Whether a schema has a discriminator between the schemas built on it. */
function isBase(schema: unknown): boolean {
  return (
    isObject(schema) &&
    isObject(schema.discriminator) &&
    schema.oneOf === undefined &&
    schema.anyOf === undefined
  );
}

/**
 * Reads the discriminator of a schema. Alternatives get the values that name them, so that they exclude each other as
 * their author means them to: those of the mapping and, beside them, the schema's own name. An alternative that fixes
 * the property itself stays as it is.
 */
export function readDiscriminator(read: Keywords, reading: Reading): Keywords {
  const { discriminator } = reading.raw;
  const property = isObject(discriminator) ? textOf(discriminator.propertyName) : undefined;
  if (!isObject(discriminator) || property === undefined) return read;
  const mapping = new Map(
    entriesOf(discriminator.mapping).map(
      ([value, target]) => [value, mappingPointer(String(target))] as const,
    ),
  );
  const otherwise = textOf(discriminator.defaultMapping);
  const fallback = otherwise === undefined ? undefined : mappingPointer(otherwise);
  const naming: Naming = { reading, property, mapping, fallback };
  return read.oneOf === undefined && read.anyOf === undefined
    ? { ...read, ...readHeirs(naming) }
    : { ...read, ...readAlternatives(naming, read) };
}

interface Naming {
  readonly reading: Reading;
  readonly property: string;
  /** Pointers by value. */
  readonly mapping: ReadonlyMap<string, string>;
  readonly fallback: string | undefined;
}

function readHeirs({ reading, property, mapping, fallback }: Naming): { readonly choice?: Choice } {
  if (reading.hasChosen) return {};
  const pointers = new Map([
    ...reading.heirs.map((heir) => [componentName(heir), heir] as const),
    ...mapping,
  ]);
  const branches = new Map<string, SchemaNode>();
  for (const [value, pointer] of pointers) {
    if (pointer !== reading.pointer) branches.set(value, reading.target(pointer));
  }
  const otherwise =
    fallback === undefined || fallback === reading.pointer ? undefined : reading.target(fallback);
  if (branches.size === 0 && otherwise === undefined) return {};
  return { choice: { property, branches, otherwise, applies: true } };
}

function readAlternatives(naming: Naming, read: Keywords): Keywords {
  const branches = new Map<string, SchemaNode>();
  let otherwise: SchemaNode | undefined;
  const all = [...(read.oneOf ?? []), ...(read.anyOf ?? [])];
  const names = new Map(all.map((branch) => [branch, namesOf(naming, branch)] as const));
  const named = (branch: SchemaNode): SchemaNode => {
    const own = names.get(branch) ?? [];
    if (own.length === 0) return branch;
    for (const name of own) branches.set(name, branch);
    if (targetOf(branch) !== naming.fallback) return nameBranch(naming, branch, { enum: own });
    otherwise = branch;
    const others = [...names].flatMap(([other, values]) => (other === branch ? [] : values));
    return nameBranch(naming, branch, { not: naming.reading.synthetic({ enum: others }, branch) });
  };
  const oneOf = read.oneOf?.map(named);
  const anyOf = read.anyOf?.map(named);
  const choice: Choice = { property: naming.property, branches, otherwise, applies: false };
  return { ...(oneOf && { oneOf }), ...(anyOf && { anyOf }), ...(branches.size > 0 && { choice }) };
}

function targetOf({ raw }: SchemaNode): string | undefined {
  return isObject(raw) ? referencePointer(raw.$ref) : undefined;
}

/** The values that name a schema; its own name is one of them unless the mapping gives it to another schema. */
function namesOf({ mapping }: Naming, branch: SchemaNode): readonly string[] {
  const pointer = targetOf(branch);
  if (pointer === undefined) return [];
  const mapped = [...mapping].filter(([, target]) => target === pointer).map(([value]) => value);
  const own = componentName(pointer);
  return mapping.has(own) ? mapped : [...mapped, own];
}

function nameBranch(naming: Naming, branch: SchemaNode, rule: Keywords): SchemaNode {
  const { reading, property } = naming;
  if (fixesProperty(reading, branch, property)) return branch;
  const value = reading.synthetic(rule, branch);
  const required =
    rule.enum === undefined ? {} : { types: new Set(["object" as const]), required: [property] };
  const name = reading.synthetic({ ...required, properties: new Map([[property, value]]) }, branch);
  return reading.synthetic({ allOf: [branch, { ...name, isNaming: true }] }, branch);
}

function fixesProperty({ document }: Reading, branch: SchemaNode, property: string): boolean {
  if (!isObject(branch.raw)) return false;
  return conjunctionOf(document, { pointer: branch.pointer, schema: branch.raw }).some(
    ({ pointer, schema }) => {
      const child = childOf(schema.properties, property);
      if (!isObject(child)) return false;
      const parts = conjunctionOf(document, {
        pointer: childPointer(pointer, "properties", property),
        schema: child,
      });
      return parts.some((part) => part.schema.enum !== undefined || part.schema.const !== undefined);
    },
  );
}

/** The schema that a mapping names: by component name or by reference. */
function mappingPointer(target: string): string {
  return referencePointer(target) ?? childPointer("/components/schemas", target);
}

/** The name by which a discriminator's value chooses a schema without a mapping. */
function componentName(pointer: string): string {
  return pointerSegments(pointer).at(-1) ?? "";
}
