import type { Keywords } from "../schema/SchemaNode.ts";
import { formatCheck } from "../values/formatCheck.ts";
import type { NumberCell } from "./Term.ts";
import { universalCells } from "./universalCells.ts";

const INT32 = {
  low: { value: -(2 ** 31), exclusive: false },
  high: { value: 2 ** 31 - 1, exclusive: false },
};

/** What a schema asserts of numbers. */
export function numberCellOf(keywords: Keywords): NumberCell {
  const { low, high, multipleOf, format } = keywords;
  const cell: NumberCell = {
    ...universalCells.number,
    low,
    high,
    integer: keywords.integerOnly === true || format === "int32" || format === "int64",
    multiples: multipleOf === undefined ? [] : [multipleOf],
  };
  if (format === "int32") return { ...cell, ...within(cell, INT32) };
  // A format of texts says nothing about numbers; one that nobody knows may.
  const isForTexts = format !== undefined && formatCheck(format)?.type === "string";
  return format === undefined || format === "int64" || isForTexts ? cell : { ...cell, formats: [format] };
}

type Range = Pick<NumberCell, "low" | "high">;

function within(cell: Range, limits: { readonly low: Limit; readonly high: Limit }): Range {
  return {
    low: cell.low && cell.low.value >= limits.low.value ? cell.low : limits.low,
    high: cell.high && cell.high.value <= limits.high.value ? cell.high : limits.high,
  };
}

type Limit = NonNullable<NumberCell["low"]>;
