import { readFileSync, writeFileSync } from "node:fs";
import type { CellCoverage } from "./CellCoverage.ts";

/** How many tests have to show each cell, by operation and name of the cell. */
export type CoverageFloor = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A cell that fewer tests show than before. */
export interface LoweredCell extends CellCoverage {
  /** How many showed it before. */
  readonly floor: number;
}

/** Finds the cells that are shown, but by fewer tests than the floor asks for. */
export function loweredCells(cells: readonly CellCoverage[], floor: CoverageFloor): readonly LoweredCell[] {
  return cells.flatMap((cell) => {
    const least = floor[cell.operationId]?.[cell.name] ?? 0;
    return cell.state === "shown" && cell.tests < least ? [{ ...cell, floor: least }] : [];
  });
}

/** Counts the cells that more tests show than the floor asks for. */
export function countRaised(cells: readonly CellCoverage[], floor: CoverageFloor): number {
  return cells.filter(({ operationId, name, tests }) => tests > (floor[operationId]?.[name] ?? 0)).length;
}

/**
 * Reads a floor; none where there is no file.
 *
 * @throws {SyntaxError} when the file is not JSON
 */
export function readCoverageFloor(path: string | URL): CoverageFloor {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as CoverageFloor;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
}

/** Makes what the tests show now the floor. */
export function writeCoverageFloor(path: string | URL, cells: readonly CellCoverage[]): void {
  const floor: Record<string, Record<string, number>> = {};
  for (const { operationId, name, tests } of cells) {
    floor[operationId] ??= {};
    if (tests > 0) floor[operationId][name] = tests;
  }
  writeFileSync(path, `${JSON.stringify(floor, null, 2)}\n`);
}
