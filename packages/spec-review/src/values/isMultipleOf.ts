import { multipleOfCheck } from "@gatehouse/contract";

const checks = new Map<number, (value: number) => boolean>();

/** The test of `multipleOf`, in decimal arithmetic as the validators of contract have it. */
export function isMultipleOf(value: number, factor: number): boolean {
  const check = checks.get(factor) ?? multipleOfCheck(factor);
  checks.set(factor, check);
  return check(value);
}
