import { multipleOfCheck } from "@gatehouse/contract";

/** The test of `multipleOf`, in decimal arithmetic as the validators of contract have it. */
export function isMultipleOf(value: number, factor: number): boolean {
  return multipleOfCheck(factor)(value);
}
