import { isEmptyArray } from "./isEmptyArray.ts";
import { isEmptyNumber } from "./isEmptyNumber.ts";
import { isEmptyObject } from "./isEmptyObject.ts";
import { isEmptyString } from "./isEmptyString.ts";
import type { SetSpace } from "./SetSpace.ts";
import type { Cell } from "./Term.ts";

/** True only when it is proven that no value is in the cell. */
export function isEmptyCell(space: SetSpace, cell: Cell): boolean {
  space.spend();
  if (contradictsItself(cell)) return true;
  switch (cell.type) {
    case "finite":
      return cell.values.length === 0;
    case "number":
      return isEmptyNumber(cell);
    case "string":
      return isEmptyString(space, cell);
    case "array":
      return isEmptyArray(space, cell);
    case "object":
      return isEmptyObject(space, cell);
  }
}

function contradictsItself(cell: Cell): boolean {
  return cell.opaque.some(({ key, negated }) =>
    cell.opaque.some((other) => other.key === key && other.negated !== negated),
  );
}
