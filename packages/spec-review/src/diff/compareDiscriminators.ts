import { isJsonObject, type JsonObject, type JsonValue, pointerSegments } from "@gatehouse/contract";
import { type Facets, readKeyword } from "../facets/readFacets.ts";
import type { ChangeResult, FoundChange, Illustration } from "../facets/SchemaChange.ts";
import { discriminatorChanged } from "../rules/schema/unionRules.ts";
import { words } from "../rules/words.ts";
import type { Choice, SchemaNode } from "../schema/SchemaNode.ts";
import { type ChildDiff, type DiffContext, type FacetPair, illustrateMember } from "./DiffContext.ts";

/** The schema that a value of the discriminator names. */
interface NamedSchema {
  readonly name: string;
  /** The alternative, if the discriminator belongs to a union that has it. */
  readonly node: SchemaNode | undefined;
  /** Why only the specification knows the name; undefined if it is common. */
  readonly letter?: string | undefined;
}

/** The changes of the discriminator of a schema. */
export function compareDiscriminators(context: DiffContext, pair: FacetPair): FoundChange[] {
  const [base, head] = [readKeyword(pair.before, "discriminator"), readKeyword(pair.after, "discriminator")];
  if (!base && !head) return [];
  const difference = describe(context, pair, { before: base?.value, after: head?.value });
  if (!difference) return [];
  const { subject, result } = withProof(context, pair, difference);
  return [{ rule: discriminatorChanged.id, direction: pair.direction, subject, base, head, result }];
}

/** Where the receiver has a union with a discriminator, a value can show what it does. */
function withProof(context: DiffContext, pair: FacetPair, difference: Difference): Difference {
  const canShow =
    pair.receiver.unions.length > 0 && readKeyword(pair.receiver, "discriminator") !== undefined;
  if (difference.result.kind === "included" || difference.isByLetter || !canShow) return difference;
  const demand = pair.receiver.unions.map(({ keyword, members }) => ({ [keyword]: members }));
  const result = context.decide(pair, demand);
  return result.kind === "broken" ? { ...difference, result } : difference;
}

/**
 * Whether only the sender has a discriminator and the alternatives are the same. Then the alternatives exclude each
 * other by their schemas on both sides, and the union need not be compared.
 */
export function isDiscriminatedBySenderOnly(context: DiffContext, { sender, receiver }: FacetPair): boolean {
  if (!readKeyword(sender, "discriminator") || readKeyword(receiver, "discriminator")) return false;
  const [own, other] = [sender, receiver].map(({ unions }) =>
    unions.map(({ members }) => members.map(unnamed)),
  );
  if (!own || !other || own.length !== other.length) return false;
  return own.every((members, index) => {
    const others = other[index] ?? [];
    return (
      members.length === others.length &&
      members.every((member) => others.some((candidate) => context.isSameSchema(member, candidate)))
    );
  });
}

/** An alternative without the name that a discriminator gives it. */
function unnamed(member: SchemaNode): SchemaNode {
  const { allOf } = member.keywords;
  return allOf?.some(({ isNaming }) => isNaming) ? (allOf[0] ?? member) : member;
}

/** The change of a discriminator that was added or removed. */
export const NAMING = { added: "it was added", removed: "it was removed" } as const;

interface Difference {
  readonly subject: string;
  readonly result: ChangeResult;
  /** Only names that no mapping gives are concerned. */
  readonly isByLetter?: boolean;
}

const lost: ChangeResult = { kind: "lost", illustration: undefined };

function describe(
  context: DiffContext,
  pair: FacetPair,
  { before, after }: { readonly before: JsonValue | undefined; readonly after: JsonValue | undefined },
): Difference | undefined {
  if (!isJsonObject(before) || !isJsonObject(after))
    return describeNaming(context, pair, after === undefined);
  if (before.propertyName !== after.propertyName) {
    return {
      subject: `the member is ${words.code(after.propertyName)}, it was ${words.code(before.propertyName)}`,
      result: lost,
    };
  }
  return describeMapping(context, pair, {
    before: discriminatedSchemas(pair.before, before),
    after: discriminatedSchemas(pair.after, after),
  });
}

/** A receiver without a discriminator does not look at one: where it takes every form, only generated code changes. */
function describeNaming(context: DiffContext, pair: FacetPair, isRemoved: boolean): Difference {
  const subject = isRemoved ? NAMING.removed : NAMING.added;
  const isOfSender = isRemoved === (pair.direction === "request");
  const demand = pair.receiver.unions.map(({ keyword, members }) => ({ [keyword]: members }));
  if (isOfSender && context.decide(pair, demand).kind === "included")
    return { subject, result: { kind: "included" } };
  const reason = isRemoved
    ? "Generated code may no longer know how to choose the type."
    : "Generated code may now choose types by it.";
  return { subject, result: risky(reason) };
}

function risky(reason: string): ChangeResult {
  return { kind: "risky", reason };
}

type Mapping = ReadonlyMap<string, NamedSchema>;

function describeMapping(
  context: DiffContext,
  { direction }: FacetPair,
  { before, after }: { readonly before: Mapping; readonly after: Mapping },
): Difference | undefined {
  const gone = onlyIn(context, before, after);
  const fresh = onlyIn(context, after, before);
  const moved = [...before].filter(([value, target]) => {
    const other = after.get(value);
    return other !== undefined && !isSameTarget(context, target, other);
  });
  if (moved.length > 0) {
    return {
      subject: `${words.list(moved.map(([value]) => value))} names another schema`,
      result: risky("The schemas may still agree."),
    };
  }
  if (gone.length + fresh.length === 0) return undefined;
  const mapped = (mapping: Mapping) => (value: string) => mapping.get(value)?.letter === undefined;
  const letter = [...gone.map((value) => before.get(value)), ...fresh.map((value) => after.get(value))];
  const [saidGone, saidFresh] = [gone.filter(mapped(before)), fresh.filter(mapped(after))];
  const isByLetter = saidGone.length + saidFresh.length === 0;
  const [left, right] = isByLetter ? [gone, fresh] : [saidGone, saidFresh];
  const hurts = direction === "request" ? left : right;
  const result = isByLetter ? risky(letter[0]?.letter ?? "") : lost;
  const parts = [
    left.length > 0 ? `${words.list(left)} is gone` : "",
    right.length > 0 ? `${words.list(right)} is new` : "",
  ];
  const subject = parts.filter((part) => part !== "").join(", ");
  // A value that chose a schema and chooses none any more is not understood.
  const heir = left.map((value) => before.get(value)).find((one) => one?.letter === OF_HEIRS);
  if (isByLetter && heir?.node && direction === "request")
    return { subject, result: { kind: "lost", illustration: illustrateHeir(context, heir) }, isByLetter };
  if (letter.some((one) => one?.letter === OF_HEIRS)) return { subject, result, isByLetter };
  return { subject, result: hurts.length > 0 ? result : { kind: "included" }, isByLetter };
}

function illustrateHeir(context: DiffContext, { node, name }: NamedSchema): Illustration | undefined {
  const [property] = node?.keywords.allOf?.at(-1)?.keywords.required ?? [];
  if (!node || property === undefined) return undefined;
  const shown = illustrateMember(context, { direction: "request", old: node }, property);
  return shown && { ...shown, problem: `${words.code(name)} chooses no schema of the new document` };
}

const OF_HEIRS =
  "By the specification the value could be sent on both sides, but it only chooses an inheriting schema on one side.";
const BESIDE_MAPPING =
  "Beside a mapping the name of a schema is also valid (OpenAPI 3.1.1, 4.8.25), but hardly used.";

/** The values that only one side has; an alternative that only one side has is a change of its own. */
function onlyIn(context: DiffContext, mapping: Mapping, other: Mapping): string[] {
  const others = [...other.values()];
  return [...mapping]
    .filter(([value, target]) => {
      if (other.has(value)) return false;
      return (
        !target.node ||
        target.letter === OF_HEIRS ||
        others.some((candidate) => isSameTarget(context, target, candidate))
      );
    })
    .map(([value]) => value);
}

/** Whether two names mean the same schema, which may have another name or pointer. */
function isSameTarget(context: DiffContext, old: NamedSchema, now: NamedSchema): boolean {
  if (old.name === now.name) return true;
  return old.node !== undefined && now.node !== undefined && context.isSameSchema(old.node, now.node);
}

/**
 * The schemas by value of the discriminator: those of the mapping, and each alternative whose name the mapping does not
 * give to another one (OpenAPI 3.1.1, 4.8.25). Outside a union every schema has its own name, so a mapping of a name to
 * itself means nothing.
 */
function discriminatedSchemas(facets: Facets, discriminator: JsonObject): Map<string, NamedSchema> {
  const mapping = isJsonObject(discriminator.mapping) ? Object.entries(discriminator.mapping) : [];
  const explicit = mapping.map(([value, target]) => [value, schemaName(String(target))] as const);
  const alternatives = alternativesOf(facets);
  const found = new Map<string, NamedSchema>();
  for (const [value, name] of explicit) {
    if (alternatives.size > 0 || value !== name) found.set(value, { name, node: alternatives.get(name) });
  }
  for (const [name, node] of alternatives) {
    const isMapped = explicit.some(([, target]) => target === name);
    if (!found.has(name)) found.set(name, { name, node, letter: isMapped ? BESIDE_MAPPING : undefined });
  }
  for (const [value, node] of choiceOf(facets)?.branches ?? []) {
    const known = found.get(value);
    const name = known?.name ?? value;
    found.set(value, { name, node, letter: known ? known.letter : OF_HEIRS });
  }
  return found;
}

/** The choice between the schemas that are built on one of the merged ones. */
function choiceOf({ nodes }: Facets): Choice | undefined {
  return nodes.find(({ keywords }) => keywords.choice)?.keywords.choice;
}

/** The schemas that a discriminator chooses on both sides, as alternatives to look into. */
export function chosenChildren(pair: FacetPair): ChildDiff[] {
  const [before, after] = [choiceOf(pair.before)?.branches, choiceOf(pair.after)?.branches];
  const seen = new Set<SchemaNode>();
  return [...(before ?? [])].flatMap(([value, base]): ChildDiff[] => {
    const head = after?.get(value);
    if (!head || seen.has(base)) return [];
    seen.add(base);
    const node = pair.direction === "request" ? base : head;
    return [{ step: { kind: "alternative", node }, pair: { ...pair, base, head }, covered: false }];
  });
}

/** The alternatives by the name of the schema that they refer to. */
function alternativesOf({ nodes }: Facets): Map<string, SchemaNode> {
  const home = nodes.find(({ raw }) => isJsonObject(raw) && isJsonObject(raw.discriminator));
  const named = [...(home?.keywords.oneOf ?? []), ...(home?.keywords.anyOf ?? [])].flatMap((member) => {
    const ref = referenceOf(member);
    return ref ? [[schemaName(ref.pointer), ref] as const] : [];
  });
  return new Map(named);
}

/** An alternative that got its name from the discriminator holds the reference one level deeper. */
function referenceOf({ keywords }: SchemaNode): SchemaNode | undefined {
  return keywords.ref ?? keywords.allOf?.[0]?.keywords.ref;
}

function schemaName(target: string): string {
  return pointerSegments(`/${target}`).at(-1) ?? "";
}
