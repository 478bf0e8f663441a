import type { JsonType } from "@gatehouse/contract";
import type { Bound, Keywords } from "../schema/SchemaNode.ts";
import { formatImplies } from "../sets/formatImplies.ts";
import type { ProofSource } from "./ProofSource.ts";

/** Tells whether what is known of a value implies a keyword that holds no other schema. */
export type ScalarProof = (source: ProofSource, keywords: Keywords) => boolean;

type Count = "maxItems" | "maxLength" | "maxProperties" | "minItems" | "minLength" | "minProperties";

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

/** By keyword. What is missing here is shown by other means. */
export const scalarProofs: Readonly<Partial<Record<keyof Keywords, ScalarProof>>> = {
  verdict: (_, { verdict }) => verdict === true,
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

function divides(divisor: number, factor: number): boolean {
  if (divisor === factor) return true;
  return Number.isSafeInteger(divisor) && Number.isSafeInteger(factor) && factor % divisor === 0;
}
