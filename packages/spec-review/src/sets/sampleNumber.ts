import { cellContains } from "./cellContains.ts";
import type { Sampler } from "./SetSpace.ts";
import type { NumberCell } from "./Term.ts";

/** Numbers of a cell: plain ones and those next to its limits. */
export function* sampleNumber({ space }: Sampler, cell: NumberCell): Iterable<number> {
  const tried = new Set<number>();
  for (const value of candidates(cell)) {
    if (tried.has(value) || !Number.isFinite(value)) continue;
    tried.add(value);
    if (cellContains(space, cell, value)) yield value;
  }
}

function* candidates(cell: NumberCell): Iterable<number> {
  const limits = [cell.low?.value, cell.high?.value].filter((value) => value !== undefined);
  yield* [1, 0, 2, -1, 10, 42, 100];
  for (const limit of limits) yield* around(limit);
  yield* [1.5, 0.5, -0.5, 0.1, 3, 5, 7, 1000, 3_000_000_000, -3_000_000_000, 2 ** 53];
  if (limits.length === 2) yield limits.reduce((sum, limit) => sum + limit, 0) / 2;
  const factors = [...cell.multiples, ...cell.notMultiples];
  for (const factor of factors) {
    for (const start of [0, ...limits]) yield* multiplesNear(factor, start);
  }
}

function around(limit: number): number[] {
  return [limit, limit + 1, limit - 1, limit + 0.5, limit - 0.5, limit + 0.001, limit - 0.001].concat(
    Math.ceil(limit),
    Math.floor(limit),
  );
}

function multiplesNear(factor: number, start: number): number[] {
  const base = Math.ceil(start / factor);
  return [0, 1, 2, 3, -1, -2].flatMap((step) => [(base + step) * factor, (base + step) * factor + 1]);
}
