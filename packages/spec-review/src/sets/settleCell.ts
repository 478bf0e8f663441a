import type { JsonValue } from "@gatehouse/contract";
import { cellContains } from "./cellContains.ts";
import type { SetSpace } from "./SetSpace.ts";
import type { Cell, NumberCell } from "./Term.ts";

/** Up to this many integers are written down one by one. */
const FEW = 64;

/** Writes a cell that holds only a handful of values as just these values; a cell without any as none. */
export function settleCell(space: SetSpace, cell: Cell): readonly Cell[] {
  const values = fewValues(cell);
  if (!values) return [cell];
  const left = values.filter((value) => cellContains(space, cell, value));
  return left.length > 0 ? [{ type: "finite", values: left, excluded: [], opaque: [] }] : [];
}

function fewValues(cell: Cell): readonly JsonValue[] | undefined {
  switch (cell.type) {
    case "finite":
      return cell.values;
    case "number":
      return fewNumbers(cell);
    case "string":
      return cell.maxLength <= 0 ? [""] : undefined;
    case "array":
      return cell.maxItems <= 0 ? [[]] : undefined;
    case "object":
      return cell.maxProperties <= 0 ? [{}] : undefined;
  }
}

function fewNumbers({ low, high, integer }: NumberCell): readonly number[] | undefined {
  if (!low || !high) return undefined;
  if (low.value > high.value) return [];
  if (low.value === high.value) return [low.value];
  const first = Math.ceil(low.value);
  const count = Math.floor(high.value) - first + 1;
  if (!integer || !(count <= FEW)) return undefined;
  return Array.from({ length: Math.max(0, count) }, (_, index) => first + index);
}
