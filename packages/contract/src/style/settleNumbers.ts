import type { JsonValue } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { isList, isObject } from "../json/jsonValues.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { SchemaValidators } from "../schema/SchemaValidators.ts";
import { isExactNumber, wholeNumber } from "./isExactNumber.ts";
import { itemSchemasOf, propertySchemas, schemaFacts } from "./SchemaFacts.ts";
import type { TypedValue } from "./typedValues.ts";

/** How integers of the format `int64` are handed on. */
export type IntegerMode = "bigint" | "number";

/** A number of a request that JavaScript cannot hold. */
interface LostNumber {
  /** JSON pointer into the value. */
  readonly pointer: string;
  /** The schema of the number, by JSON pointer into the document. */
  readonly documentPointer: string;
  readonly expected: string;
}

/** A value whose numbers all equal their texts. */
export interface SettledValue {
  readonly value: unknown;
  readonly lost: readonly LostNumber[];
}

/**
 * Makes sure that no number of a value was changed by reading it: what JavaScript cannot hold exactly is named, or
 * becomes a `bigint` where its schema has the format `int64` and the caller asks for that.
 */
export function settleNumbers(
  validators: SchemaValidators,
  typed: TypedValue,
  { pointer, integers }: { readonly pointer: string; readonly integers: IntegerMode },
): SettledValue {
  if (integers === "number" && typed.inexact.size === 0) return { value: typed.value, lost: [] };
  const settling: Settling = { validators, integers, inexact: typed.inexact, lost: [] };
  const value = settle(settling, typed.value, {
    schemas: [validators.reader.at(pointer)],
    pointer: "",
  });
  return { value, lost: settling.lost };
}

interface Settling {
  readonly validators: SchemaValidators;
  readonly integers: IntegerMode;
  readonly inexact: ReadonlyMap<string, string>;
  readonly lost: LostNumber[];
}

interface ValueLocation {
  readonly schemas: readonly SchemaNode[];
  readonly pointer: string;
}

function settle(settling: Settling, value: JsonValue, { schemas, pointer }: ValueLocation): unknown {
  const { validators } = settling;
  if (typeof value === "number") return settleNumber(settling, value, { schemas, pointer });
  if (isList(value)) {
    const schemasOf = itemSchemasOf(schemas);
    return value.map((item, index) =>
      settle(settling, item, {
        schemas: schemasOf(index),
        pointer: childPointer(pointer, String(index)),
      }),
    );
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, child]) => {
    const inner = {
      schemas: propertySchemas(validators, schemas, name),
      pointer: childPointer(pointer, name),
    };
    return [name, settle(settling, child, inner)] as const;
  });
  return Object.fromEntries(members);
}

const INT64_LIMIT = 2n ** 63n;

function settleNumber(
  settling: Settling,
  value: number,
  { schemas, pointer }: ValueLocation,
): number | bigint {
  const { isInteger, isInt64 } = schemaFacts(settling.validators, schemas);
  const text = settling.inexact.get(pointer);
  const isWide = settling.integers === "bigint" && isInt64;
  if (isWide && Number.isInteger(value)) {
    const whole = text === undefined ? BigInt(value) : wholeNumber(text);
    if (whole !== undefined && whole >= -INT64_LIMIT && whole < INT64_LIMIT) return whole;
  } else if (text === undefined || isExactNumber(text, { asInteger: isInteger })) return value;
  settling.lost.push({
    pointer,
    documentPointer: schemas[0]?.pointer ?? "",
    expected: isWide ? INT64_TEXT : Number.isFinite(Number(text)) ? EXACT_TEXT : DOUBLE_TEXT,
  });
  return value;
}

const INT64_TEXT = `an integer between ${-INT64_LIMIT} and ${INT64_LIMIT - 1n}`;
const EXACT_TEXT = `an integer that a double represents exactly, such as those between ${Number.MIN_SAFE_INTEGER} and ${Number.MAX_SAFE_INTEGER}`;
const DOUBLE_TEXT = `a number between -${Number.MAX_VALUE} and ${Number.MAX_VALUE}`;
