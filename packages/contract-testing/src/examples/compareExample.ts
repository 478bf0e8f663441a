import {
  childPointer,
  describeType,
  elementsOf,
  isJsonObject,
  isList,
  type JsonValue,
  type Operation,
  pointerSegments,
} from "@gatehouse/contract";

const EXTENSION = "x-contract-wildcards";

/**
 * The locations in an operation's responses that its examples cannot know: JSON pointers under `x-contract-wildcards`
 * beside the operation, and those at the top of the document, which hold for all operations.
 */
export function exampleWildcards(operation: Operation): readonly string[] {
  return [...texts(operation.contract.document[EXTENSION]), ...texts(operation.extensions[EXTENSION])];
}

function texts(value: JsonValue | undefined): readonly string[] {
  return elementsOf(value).filter((element) => typeof element === "string");
}

/** What a comparison leaves out. */
export interface CompareOptions {
  /**
   * JSON pointers into the response (`/body/time`, `/body/items/*` + `/id`) whose values may differ: something of the
   * same type has to be there. A segment `*` stands for any key or list position.
   */
  readonly wildcards?: readonly string[];
}

/** A location where a response differs from its example. */
export interface ExampleDifference {
  /** JSON pointer into the response. */
  readonly pointer: string;
  /** `undefined` where the example has nothing. */
  readonly expected: JsonValue | undefined;
  /** `undefined` where the response has nothing. */
  readonly actual: JsonValue | undefined;
}

/** Compares the body of a response with an example, by value. */
export function compareExample(
  expected: JsonValue,
  actual: JsonValue | undefined,
  { wildcards = [] }: CompareOptions = {},
): readonly ExampleDifference[] {
  const patterns = wildcards.map((wildcard) => pointerSegments(wildcard));
  return compare({ pointer: "/body", segments: ["body"], expected, actual }, patterns);
}

interface Pair extends ExampleDifference {
  readonly segments: readonly string[];
}

type Patterns = readonly (readonly string[])[];

function compare(pair: Pair, patterns: Patterns): readonly ExampleDifference[] {
  const { pointer, segments, expected, actual } = pair;
  if (
    patterns.some((pattern) => isMatch(pattern, segments)) &&
    describeType(expected) === describeType(actual)
  ) {
    return [];
  }
  if (expected !== undefined && actual !== undefined && isBranching(expected, actual)) {
    return keysOf(expected, actual).flatMap((key) => compare(descend(pair, key), patterns));
  }
  return Object.is(expected, actual) ? [] : [{ pointer, expected, actual }];
}

function isMatch(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => part === "*" || part === segments[index])
  );
}

function isBranching(expected: JsonValue, actual: JsonValue): boolean {
  return (isJsonObject(expected) && isJsonObject(actual)) || (isList(expected) && isList(actual));
}

function keysOf(expected: JsonValue, actual: JsonValue): readonly string[] {
  return [...new Set([...Object.keys(Object(expected)), ...Object.keys(Object(actual))])];
}

function descend({ pointer, segments, expected, actual }: Pair, key: string): Pair {
  return {
    pointer: childPointer(pointer, key),
    segments: [...segments, key],
    expected: childValue(expected, key),
    actual: childValue(actual, key),
  };
}

function childValue(parent: JsonValue | undefined, key: string): JsonValue | undefined {
  if (isList(parent)) return parent[Number(key)];
  return isJsonObject(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
}
