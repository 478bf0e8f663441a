import type { JsonType } from "@gatehouse/contract";
import type { Bound, Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import { divides, formatImplies } from "../values/Evaluation.ts";
import type { Exchange } from "./Exchange.ts";
import { type Claim, includesMembers } from "./includesObject.ts";
import {
  areDisjoint,
  type ProofContext,
  type ProofSource,
  type ProofStop,
  proofSource,
  type SourceUnion,
  softTags,
  withMember,
} from "./ProofSource.ts";

/** What is asked: does all that is known of a value imply a schema? */
export interface Question {
  readonly source: ProofSource;
  readonly target: SchemaNode;
  readonly exchange: Exchange | undefined;
}

/** What the proof of a keyword needs. */
export interface Tools {
  readonly context: ProofContext;
  readonly same: (left: SchemaNode, right: SchemaNode) => boolean;
  readonly onStop: (stop: ProofStop) => void;
}

/** Whether the known schemas of a value imply a keyword without inner schemas. */
type ScalarProof = (source: ProofSource, keywords: Keywords) => boolean;

type Count = "maxItems" | "maxLength" | "maxProperties" | "minItems" | "minLength" | "minProperties";

/** By keyword. What is missing here is shown by other means. */
export const scalarProofs: Readonly<Partial<Record<keyof Keywords, ScalarProof>>> = {
  booleanSchema: (_, { booleanSchema }) => booleanSchema === true,
  types: ({ types, values }, { types: wanted }) =>
    values !== undefined || (types !== undefined && [...types].every((type) => wanted?.has(type))),
  integerOnly: (source) => isNever("number", source) || source.integerOnly,
  low: bound("low", 1),
  high: bound("high", -1),
  multipleOf: (source, { multipleOf: wanted = 1 }) =>
    isNever("number", source) ||
    source.nodes.some(({ keywords: { multipleOf: own } }) => own !== undefined && divides(wanted, own)),
  minLength: count("minLength", "string"),
  maxLength: count("maxLength", "string"),
  pattern: (source, { pattern }) =>
    isNever("string", source) || source.nodes.some(({ keywords }) => keywords.pattern === pattern),
  format: (source, { format = "" }) =>
    formatImplies("", format) ||
    source.nodes.some(({ keywords: { format: own } }) => own !== undefined && formatImplies(own, format)) ||
    (isNever("string", source) && isNever("number", source)),
  minItems: count("minItems", "array"),
  maxItems: count("maxItems", "array"),
  uniqueItems: (source) =>
    isNever("array", source) || source.nodes.some(({ keywords }) => keywords.uniqueItems === true),
  minProperties: count("minProperties", "object"),
  maxProperties: count("maxProperties", "object"),
  required: (source, { required = [] }) =>
    isNever("object", source) || required.every((name) => requires(source, name)),
  dependentRequired: (source, { dependentRequired = new Map<string, readonly string[]>() }) =>
    isNever("object", source) ||
    [...dependentRequired].every(([name, needs]) =>
      needs.every(
        (need) =>
          requires(source, need) ||
          source.nodes.some(({ keywords }) => keywords.dependentRequired?.get(name)?.includes(need)),
      ),
    ),
};

/** Keywords that are handled elsewhere, or that only have a meaning beside another one. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  "ref",
  "allOf",
  "enum",
  "const",
  "prefixItems",
  "properties",
  "patternProperties",
  "minContains",
  "maxContains",
  "then",
  "else",
  "contentSchema",
  "hidden",
  "choice",
]);

/** Whether each keyword of a schema is implied, except references and `allOf`. */
export function impliesOwn(tools: Tools, question: Question): boolean {
  const { keywords, pointer } = question.target;
  const isImplied = (keyword: keyof Keywords): boolean => {
    const scalar = scalarProofs[keyword];
    if (scalar) return scalar(question.source, keywords);
    return impliesSchemas(tools, question, keyword);
  };
  const listed = keywords.enum ?? keywords.const;
  if (listed !== undefined) return false;
  const names = (Object.keys(keywords) as (keyof Keywords)[]).filter((name) => !ELSEWHERE.has(name));
  const failed = names.find((name) => !isImplied(name));
  if (failed !== undefined) {
    tools.onStop({ keyword: failed, pointer });
    return false;
  }
  const claim: Claim = { ...question, keywords };
  return includesMembers(tools.context, claim) && includesItems(tools.context, claim);
}

function impliesSchemas(tools: Tools, question: Question, keyword: keyof Keywords): boolean {
  const { context, same } = tools;
  const { source, target, exchange } = question;
  const { keywords } = target;
  switch (keyword) {
    case "items":
    case "additionalProperties":
      return true;
    case "anyOf":
    case "oneOf":
      return impliesUnion(tools, question, keyword);
    case "not":
      return (
        keywords.not !== undefined &&
        (areDisjoint(source, keywords.not) ||
          source.nodes.some(({ keywords: { not } }) =>
            not && keywords.not ? context.includes(proofSource([keywords.not]), not, exchange) : false,
          ))
      );
    case "if":
      return impliesCondition(tools, question);
    case "propertyNames":
      return source.nodes.some(
        ({ keywords: { propertyNames: own } }) =>
          own !== undefined &&
          keywords.propertyNames !== undefined &&
          context.includesInside(proofSource([own]), keywords.propertyNames, undefined),
      );
    case "contains":
      return source.nodes.some(({ keywords: own }) => isSameContains(own, keywords, same));
    case "dependentSchemas":
      return [...(keywords.dependentSchemas ?? [])].every(
        ([name, node]) =>
          source.nodes.some(({ keywords: own }) => {
            const other = own.dependentSchemas?.get(name);
            return other !== undefined && same(other, node);
          }) || context.includes(source, node, exchange),
      );
    default:
      // `unevaluated…` depends on more than the keyword.
      return false;
  }
}

function isSameContains(own: Keywords, other: Keywords, same: Tools["same"]): boolean {
  if (!own.contains || !other.contains || !same(own.contains, other.contains)) return false;
  return own.minContains === other.minContains && own.maxContains === other.maxContains;
}

function impliesCondition({ context, same }: Tools, { source, target, exchange }: Question): boolean {
  const { if: condition, then, else: otherwise } = target.keywords;
  const own = source.nodes.find(({ keywords }) => keywords.if && condition && same(keywords.if, condition));
  const implies = (node: SchemaNode | undefined, known: SchemaNode | undefined) =>
    !node || context.includes(known ? proofSource([...source.roots, known]) : source, node, exchange);
  return implies(then, own?.keywords.then) && implies(otherwise, own?.keywords.else);
}

/** Each alternative of the sender fits one of the receiver; for `oneOf`, exactly one. */
function impliesUnion(
  tools: Tools,
  { source, target, exchange }: Question,
  keyword: "anyOf" | "oneOf",
): boolean {
  const members = target.keywords[keyword] ?? [];
  const isExclusive = keyword === "oneOf";
  const fits = (known: ProofSource, from: readonly SchemaNode[], siblings: readonly SchemaNode[]) =>
    candidates(tools, from, members).some(
      (member) =>
        !areDisjoint(known, member) &&
        tools.context.includes(known, member, exchange) &&
        (!isExclusive || isAlone(tools, { known, member, members, siblings, exchange })),
    );
  if (fits(source, source.roots, [])) return true;
  return source.unions.some((union: SourceUnion) =>
    union.members.every((branch) => {
      const siblings = union.keyword === "oneOf" ? union.members.filter((other) => other !== branch) : [];
      return fits(withMember(source, union, branch), [branch], siblings);
    }),
  );
}

/** Where some say the same, no others are tried; nor are those that differ by a member. */
function candidates(
  { same }: Tools,
  from: readonly SchemaNode[],
  members: readonly SchemaNode[],
): readonly SchemaNode[] {
  const alike = members.filter((member) => from.some((node) => same(node, member)));
  if (alike.length > 0) return alike;
  return members.filter((member) => from.every((node) => softTags(node, member).length === 0));
}

interface Loneliness {
  readonly known: ProofSource;
  readonly member: SchemaNode;
  readonly members: readonly SchemaNode[];
  /** Schemas that the value is known not to be of. */
  readonly siblings: readonly SchemaNode[];
  readonly exchange: Exchange | undefined;
}

/** No other alternative takes the value: it is apart from this one, or within one that the value is known not to be of. */
function isAlone(
  { context, same }: Tools,
  { known, member, members, siblings, exchange }: Loneliness,
): boolean {
  return members.every(
    (other) =>
      other === member ||
      areDisjoint(member, other) ||
      areDisjoint(known, other) ||
      siblings.some((sibling) => same(sibling, other)) ||
      siblings.some(
        (sibling) =>
          !areDisjoint(sibling, other) && context.includes(proofSource([other]), sibling, exchange),
      ),
  );
}

/** Whether the known schemas imply what a schema demands of the items of a list. */
function includesItems(context: ProofContext, { source, keywords, exchange }: Claim): boolean {
  const { prefixItems = [], items } = keywords;
  if (prefixItems.length === 0 && !items) return true;
  if (source.types && !source.types.has("array")) return true;
  const speaking = [...source.nodes, ...(exchange?.senders ?? []), ...(exchange?.receivers ?? [])];
  const prefixes = speaking.map((node) => node.keywords.prefixItems?.length ?? 0);
  const count = Math.max(prefixItems.length, ...prefixes) + 1;
  return Array.from({ length: count }, (_, index) => index).every((index) => {
    const wanted = prefixItems[index] ?? items;
    if (!wanted) return true;
    const known = source.nodes.flatMap(
      (node) => node.keywords.prefixItems?.[index] ?? node.keywords.items ?? [],
    );
    if (known.some((node) => node.keywords.booleanSchema === false)) return true;
    return context.includesInside(proofSource(known), wanted, exchange?.item(index));
  });
}

function isNever(type: JsonType, { types }: ProofSource): boolean {
  return types !== undefined && !types.has(type);
}

function count(keyword: Count, type: JsonType): ScalarProof {
  const sign = keyword.startsWith("min") ? 1 : -1;
  return (source, { [keyword]: wanted = 0 }) =>
    isNever(type, source) ||
    source.nodes.some(({ keywords: { [keyword]: own } }) => own !== undefined && (own - wanted) * sign >= 0);
}

function bound(side: "high" | "low", sign: 1 | -1): ScalarProof {
  const isWithin = (own: Bound, wanted: Bound) => {
    const distance = (own.value - wanted.value) * sign;
    return distance > 0 || (distance === 0 && (own.exclusive || !wanted.exclusive));
  };
  return (source, { [side]: wanted }) =>
    isNever("number", source) ||
    wanted === undefined ||
    source.nodes.some(({ keywords: { [side]: own } }) => own !== undefined && isWithin(own, wanted));
}

function requires({ nodes }: ProofSource, name: string): boolean {
  return nodes.some(({ keywords }) => keywords.required?.includes(name));
}
