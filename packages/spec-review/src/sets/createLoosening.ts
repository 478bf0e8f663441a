import { isSchemaNode, type JsonType, schemasIn } from "@gatehouse/contract";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import { areDisjoint, conjunctionOf, proofSource, softTags } from "./ProofSource.ts";

/** Receivers without demands that only the letter of the specification makes; other schemas stay as they are. */
interface Loosening {
  /** Without the demand that a value fits only one of several open objects. */
  loosen(node: SchemaNode): SchemaNode;
  /** Whether some of the alternatives are open objects that share values. */
  hasOpenAlternatives(members: readonly SchemaNode[]): boolean;
  /** With room for members of these names in objects that are closed. */
  makeRoom(node: SchemaNode, names: readonly string[]): SchemaNode;
}

/**
 * Creates a loosening. Authors write `oneOf` over open objects and mean "one of these forms", but by the specification a
 * value that fits two of them is rejected. Only objects are loosened, and the other values that the schema of an object
 * without a type accepts. Authors also close the objects of responses and still add members to them, but by the
 * specification every new member is rejected. Both have rules of their own; all else is compared with loosened schemas.
 */
export function createLoosening(nextId: () => number): Loosening {
  const loosen = createRewriter(nextId, {
    touches: hasOpenUnion,
    change: countLoosely,
    uncounts: false,
  });
  const rooms = new Map<string, (node: SchemaNode) => SchemaNode>();
  return {
    loosen,
    hasOpenAlternatives,
    makeRoom(node, names) {
      const key = JSON.stringify(names);
      const rewrite =
        rooms.get(key) ??
        createRewriter(nextId, {
          touches: (keywords) => isClosedHere(keywords) || keywords.hidden !== undefined,
          change: openFor(names),
          uncounts: true,
        });
      rooms.set(key, rewrite);
      return rewrite(node);
    },
  };
}

interface Rewriting {
  /** Whether a schema with these keywords is changed itself. */
  readonly touches: (keywords: Keywords) => boolean;
  /** @param keywords what such a schema says, with the schemas inside it rewritten */
  readonly change: (keywords: Keywords, original: Original) => Keywords;
  /** Alternatives that take more than before may then share a value; `oneOf` becomes `anyOf` there. */
  readonly uncounts: boolean;
}

interface Original {
  readonly keywords: Keywords;
  readonly rewrite: (node: SchemaNode) => SchemaNode;
  readonly synthetic: (keywords: Keywords) => SchemaNode;
}

/** Copies a schema if something in it changes; the parts of the copy are made on demand. */
function createRewriter(nextId: () => number, rewriting: Rewriting): (node: SchemaNode) => SchemaNode {
  const copies = new Map<SchemaNode, SchemaNode>();
  const plain = new Set<SchemaNode>();
  const rewrite = (node: SchemaNode): SchemaNode => {
    const known = copies.get(node);
    if (known) return known;
    if (isPlain(node, plain, rewriting)) return node;
    const { id: _, keywords: __, ...rest } = node;
    const synthetic = (own: Keywords): SchemaNode => ({
      ...{ id: nextId(), pointer: node.pointer, raw: true, keywords: own },
    });
    let keywords: Keywords | undefined;
    const copy: SchemaNode = {
      ...rest,
      id: nextId(),
      get keywords() {
        if (!keywords) {
          const inside = rewriteInside(node.keywords, rewrite, rewriting);
          keywords = rewriting.touches(node.keywords)
            ? rewriting.change(inside, { keywords: node.keywords, rewrite, synthetic })
            : inside;
        }
        return keywords;
      },
    };
    copies.set(node, copy);
    return copy;
  };
  return rewrite;
}

/** What more values are taken under takes fewer itself: it keeps its letter. */
function withoutCounters({ not, if: condition, contains, ...others }: Keywords) {
  const isCounted = others.maxContains !== undefined;
  return {
    kept: {
      ...(not && { not }),
      ...(condition && { if: condition }),
      ...(contains && isCounted && { contains }),
    },
    others: { ...others, ...(contains && !isCounted && { contains }) },
  };
}

function rewriteInside(keywords: Keywords, rewrite: Original["rewrite"], { uncounts }: Rewriting): Keywords {
  const through = (value: unknown): unknown => {
    if (isSchemaNode(value)) return rewrite(value);
    if (value instanceof Map) return new Map([...value].map(([name, one]) => [name, through(one)]));
    return Array.isArray(value) && value.some(isSchemaNode) ? value.map(through) : value;
  };
  const { kept, others } = withoutCounters(keywords);
  const { oneOf = [], ...rest } = others;
  const copy: Keywords = {
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, through(value)])),
    ...kept,
  };
  if (oneOf.length === 0) return copy;
  const isFree = (member: SchemaNode) =>
    rewrite(member) === member || oneOf.every((other) => other === member || areDisjoint(member, other));
  if (uncounts && !copy.anyOf && !oneOf.every(isFree)) return { ...copy, anyOf: oneOf.map(rewrite) };
  return { ...copy, oneOf: oneOf.map((member) => (isFree(member) ? rewrite(member) : member)) };
}

function isClosedHere({ additionalProperties, unevaluatedProperties }: Keywords): boolean {
  return [additionalProperties, unevaluatedProperties].some((rest) => rest?.keywords.booleanSchema === false);
}

function openFor(names: readonly string[]): Rewriting["change"] {
  return (keywords, { synthetic }) => {
    const room = new Map(names.map((name) => [name, synthetic({})]));
    const { properties = new Map<string, SchemaNode>(), hidden } = keywords;
    const kept = [...properties].filter(([name]) => !(hidden?.has(name) && room.has(name)));
    return { ...keywords, properties: new Map([...room, ...kept]) };
  };
}

/** Whether a value can fit several alternatives of a `oneOf` only because it lacks members. */
function hasOpenAlternatives(members: readonly SchemaNode[]): boolean {
  return openMembers(members).length > 0;
}

const openOf = new WeakMap<readonly SchemaNode[], readonly SchemaNode[]>();

/** The objects that are open, or identified by an optional member, and share values with another one. */
function openMembers(members: readonly SchemaNode[]): readonly SchemaNode[] {
  const known = openOf.get(members);
  if (known) return known;
  const objects = members.filter(isPlainObject).map((node) => ({ node, isClosed: isClosed(node) }));
  const open = objects.filter((member) =>
    objects.some(
      (other) =>
        other !== member &&
        !areDisjoint(member.node, other.node) &&
        ((!member.isClosed && !other.isClosed) || softTags(member.node, other.node).length > 0),
    ),
  );
  const found = open.map(({ node }) => node);
  openOf.set(members, found);
  return found;
}

function isPlainObject(node: SchemaNode): boolean {
  const nodes = conjunctionOf([node]);
  const mayBeObject = nodes.every(({ keywords: { types } }) => !types || types.has("object"));
  const isNamed = nodes.some(({ isNaming }) => isNaming);
  const says = nodes.some(({ keywords: { properties, required } }) => properties ?? required);
  return mayBeObject && says && !isNamed && !nodes.some(({ keywords }) => keywords.enum ?? keywords.const);
}

function isClosed(node: SchemaNode): boolean {
  return conjunctionOf([node]).some(({ keywords }) =>
    [keywords.additionalProperties, keywords.unevaluatedProperties].some(
      (rest) => rest?.keywords.booleanSchema === false,
    ),
  );
}

/** Whether a schema leads to no schema that is changed; remembers such schemas. */
function isPlain(start: SchemaNode, plain: Set<SchemaNode>, { touches }: Rewriting): boolean {
  const seen = new Set<SchemaNode>();
  const open = [start];
  for (let node = open.pop(); node; node = open.pop()) {
    if (seen.has(node) || plain.has(node)) continue;
    seen.add(node);
    if (touches(node.keywords)) return false;
    open.push(...childrenOf(node.keywords));
  }
  for (const node of seen) plain.add(node);
  return true;
}

function childrenOf(keywords: Keywords): SchemaNode[] {
  return Object.values(withoutCounters(keywords).others).flatMap(schemasIn);
}

function hasOpenUnion({ oneOf }: Keywords): boolean {
  return oneOf !== undefined && hasOpenAlternatives(oneOf);
}

function countLoosely(
  { oneOf: _, ...loose }: Keywords,
  { keywords, rewrite, synthetic }: Original,
): Keywords {
  const members = keywords.oneOf ?? [];
  const open = openMembers(members);
  const strict = members.filter((member) => !open.includes(member));
  // Beside alternatives that are counted, one may only take more where it shares no value with them.
  const rewriteBeside = (member: SchemaNode, others: readonly SchemaNode[]) =>
    others.every((other) => other === member || areDisjoint(member, other)) ? rewrite(member) : member;
  const joined = { anyOf: open.map((member) => rewriteBeside(member, strict)) };
  const counted = strict.map((member) => rewriteBeside(member, members));
  const ofObjects: Keywords = strict.length === 0 ? joined : { oneOf: [...counted, synthetic(joined)] };
  const union = open.some(namesOtherTypes)
    ? {
        anyOf: [
          synthetic({ ...ofObjects, types: OBJECTS }),
          synthetic({ oneOf: members.map((member) => rewriteBeside(member, members)), types: OTHER_TYPES }),
        ],
      }
    : ofObjects;
  if (loose.anyOf) return { ...loose, allOf: [...(loose.allOf ?? []), synthetic(union)] };
  return { ...loose, ...union };
}

const OBJECTS: ReadonlySet<JsonType> = new Set(["object"]);
const OTHER_TYPES: ReadonlySet<JsonType> = new Set(["null", "boolean", "number", "string", "array"]);

/** Whether a schema explicitly accepts other values than objects, such as `null`; for these, alternatives are counted. */
function namesOtherTypes(member: SchemaNode): boolean {
  return (proofSource([member]).types?.size ?? 0) > 1;
}
