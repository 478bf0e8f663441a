import { nearestName, type Operation } from "@gatehouse/contract";
import type { CheckOptions } from "./CheckOptions.ts";
import { InvalidCheckOptionsError } from "./InvalidCheckOptionsError.ts";

const ORDER = ["get", "head", "options", "trace", "post", "put", "patch", "delete"];

/**
 * The operations to check, those that only read first and those that delete last: what is there at the start is seen
 * before it is changed.
 *
 * @throws {InvalidCheckOptionsError} when an operation is named that the document does not have.
 */
export function chooseOperations({ contract, only, skip }: CheckOptions): readonly Operation[] {
  const ids = [...contract.operations.keys()];
  for (const id of [...(only ?? []), ...(skip ?? [])]) {
    if (contract.operations.has(id)) continue;
    const near = nearestName(id, ids);
    const advice = near === undefined ? `It has ${ids.join(", ")}.` : `Is "${near}" meant?`;
    throw new InvalidCheckOptionsError(`The document has no operation "${id}". ${advice}`);
  }
  const chosen = [...contract.operations.values()].filter(
    ({ id }) => (only === undefined || only.includes(id)) && skip?.includes(id) !== true,
  );
  if (chosen.length === 0) throw new InvalidCheckOptionsError("No operation is left to check.");
  return chosen.sort((one, other) => ORDER.indexOf(one.method) - ORDER.indexOf(other.method));
}
