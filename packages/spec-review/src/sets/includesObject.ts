import { allowsAll, type Keywords, memberSchemas, type SchemaNode } from "../schema/SchemaNode.ts";
import type { Exchange } from "./Exchange.ts";
import { type ProofContext, type ProofSource, proofSource } from "./ProofSource.ts";

/** What is asked: does all that is known of a value imply this part of a schema? */
export interface Claim {
  readonly source: ProofSource;
  readonly keywords: Keywords;
  /** Both ends, where the value comes from a sender that does not use names that only the receiver declares. */
  readonly exchange: Exchange | undefined;
}

/** Whether the known schemas imply what a schema demands of the members of an object. */
export function includesMembers(context: ProofContext, claim: Claim): boolean {
  const { source, keywords } = claim;
  if (source.types && !source.types.has("object")) return true;
  return (
    [...(keywords.properties ?? [])].every(([name, node]) => holdsFor(context, claim, { name, node })) &&
    [...(keywords.patternProperties ?? [])].every(([pattern, node]) =>
      holdsForPattern(context, claim, { pattern, node }),
    ) &&
    (!keywords.additionalProperties || holdsForRest(context, claim, keywords.additionalProperties))
  );
}

interface Member {
  readonly name: string;
  readonly node: SchemaNode;
}

/** The member of that name is what the schema says, or cannot be there. */
function holdsFor(context: ProofContext, { source, exchange }: Claim, { name, node }: Member): boolean {
  const matches = (pattern: string) => context.matches(pattern, name);
  const known = source.nodes.flatMap(({ keywords }) => memberSchemas(keywords, name, matches));
  if (known.some((own) => context.isSame(own, node))) return true;
  const inner = exchange?.member(name, matches);
  if (inner === "unheard") return true;
  return holds(context, { known, node, exchange: inner });
}

interface MemberClaim {
  readonly known: readonly SchemaNode[];
  readonly node: SchemaNode;
  readonly exchange: Exchange | undefined;
}

function holds(context: ProofContext, { known, node, exchange }: MemberClaim): boolean {
  if (allowsAll(node) || known.some(({ keywords }) => keywords.booleanSchema === false)) return true;
  return context.includesInside(proofSource(known), node, exchange);
}

/** The names that the schemas of the value list. */
function spelledNames({ source, keywords, exchange }: Claim): Set<string> {
  const speaking = [...source.nodes, ...(exchange?.senders ?? []), ...(exchange?.receivers ?? [])];
  const all = [...speaking.map((node) => node.keywords), keywords];
  return new Set(all.flatMap(({ properties }) => [...(properties?.keys() ?? [])]));
}

function restNodes({ nodes }: ProofSource): SchemaNode[] {
  return nodes.flatMap(({ keywords }) => keywords.additionalProperties ?? []);
}

interface Stranger {
  readonly node: SchemaNode;
  /** Further schemas that the member meets. */
  readonly more?: readonly SchemaNode[];
}

/** Whether members with unlisted names meet a schema. */
function holdsForStrangers(
  context: ProofContext,
  { source, exchange }: Claim,
  { node, more = [] }: Stranger,
): boolean {
  // It is unknown which patterns an unlisted name matches, so the exchange is not used if there are patterns.
  const isPlain = [...(exchange?.senders ?? []), ...(exchange?.receivers ?? [])].every(
    ({ keywords }) => !keywords.patternProperties,
  );
  const inner = exchange && isPlain ? exchange.member(undefined, () => false) : undefined;
  if (inner === "unheard") return true;
  return holds(context, { known: [...more, ...restNodes(source)], node, exchange: inner });
}

interface Pattern {
  readonly pattern: string;
  readonly node: SchemaNode;
}

function holdsForPattern(context: ProofContext, claim: Claim, { pattern, node }: Pattern): boolean {
  const { source } = claim;
  const spelled = [...spelledNames(claim)].filter((name) => context.matches(pattern, name));
  if (!spelled.every((name) => holdsFor(context, claim, { name, node }))) return false;
  const own = source.nodes.flatMap(({ keywords }) => keywords.patternProperties?.get(pattern) ?? []);
  // A name that matches is outside `additionalProperties` of those that have the pattern themselves.
  if (own.length > 0)
    return holdsForStrangers(context, { ...claim, source: proofSource([]) }, { node, more: own });
  const hasPatterns = source.nodes.some(({ keywords }) => keywords.patternProperties);
  return !hasPatterns && holdsForStrangers(context, claim, { node });
}

function holdsForRest(context: ProofContext, claim: Claim, node: SchemaNode): boolean {
  if (allowsAll(node)) return true;
  const { source, keywords } = claim;
  const isDeclared = (name: string) =>
    keywords.properties?.has(name) ||
    [...(keywords.patternProperties?.keys() ?? [])].some((pattern) => context.matches(pattern, name));
  const others = [...spelledNames(claim)].filter((name) => !isDeclared(name));
  if (!others.every((name) => holdsFor(context, claim, { name, node }))) return false;
  const patterns = source.nodes.flatMap(({ keywords: own }) => [...(own.patternProperties ?? [])]);
  const undeclared = patterns.filter(([pattern]) => !keywords.patternProperties?.has(pattern));
  const areFine = undeclared.every(([, own]) =>
    holdsForStrangers(context, { ...claim, source: proofSource([]) }, { node, more: [own] }),
  );
  return areFine && holdsForStrangers(context, claim, { node });
}
