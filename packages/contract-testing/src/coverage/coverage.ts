import { readFileSync, writeFileSync } from "node:fs";
import type { Contract, Operation } from "@gatehouse/contract";
import { readWaivers, type Waiver, type WaiverProblem } from "../waivers/readWaivers.ts";
import { type CoverageCell, coverageCells } from "./coverageCells.ts";
import type { RecordedExchange } from "./describeExchange.ts";

/** How many tests have to show each cell, by operation and name of the cell. */
export type CoverageFloor = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A cell that fewer tests show than before. */
export interface LoweredCell extends CellCoverage {
  /** How many showed it before. */
  readonly floor: number;
}

/** Finds the cells that are shown, but by fewer tests than the floor asks for. */
function loweredCells(cells: readonly CellCoverage[], floor: CoverageFloor): readonly LoweredCell[] {
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

/** A cell with what the tests did about it. */
export interface CellCoverage extends CoverageCell {
  readonly state: "shown" | "missing" | "waived";
  readonly waiver: Waiver | undefined;
  /** How many tests show it; exchanges of unknown tests count as one. */
  readonly tests: number;
}

/** How far the tests show what a document promises. */
export interface CoverageReport {
  /** In document order. */
  readonly cells: readonly CellCoverage[];
  readonly problems: readonly WaiverProblem[];
  /** Cells that fewer tests show than the floor asks for. */
  readonly lowered: readonly LoweredCell[];
  /** Of the cells that are not waived, in per cent; 100 only when none is missing. */
  readonly percent: number;
  /** No cell is missing or lowered, and no waiver is wrong. */
  readonly isComplete: boolean;
}

/** What a coverage report depends on beside the exchanges. */
export interface CoverageOptions {
  /** The day that expiry dates are compared with. */
  readonly now: Date;
  /** How many tests have to show each cell. @default one */
  readonly floor?: CoverageFloor;
}

/** Compares the exchanges of a test run with all that a document promises. */
export function coverage(
  contract: Contract,
  exchanges: Iterable<RecordedExchange>,
  { now, floor = {} }: CoverageOptions,
): CoverageReport {
  const byOperation = Map.groupBy(exchanges, ({ operationId }) => operationId);
  const today = now.toISOString().slice(0, 10);
  const parts = [...contract.operations.values()].map((operation) =>
    coverOperation(operation, byOperation.get(operation.id) ?? [], today),
  );
  const cells = parts.flatMap((part) => part.cells);
  const problems = parts.flatMap((part) => part.problems);
  const wanted = cells.filter(({ state }) => state !== "waived");
  const shown = wanted.filter(({ state }) => state === "shown").length;
  const lowered = loweredCells(cells, floor);
  const percent = wanted.length === 0 ? 100 : Math.floor((shown / wanted.length) * 1_000) / 10;
  const isComplete = shown === wanted.length && problems.length === 0 && lowered.length === 0;
  return { cells, problems, lowered, percent, isComplete };
}

function coverOperation(
  operation: Operation,
  exchanges: readonly RecordedExchange[],
  today: string,
): Pick<CoverageReport, "cells" | "problems"> {
  const readings = readWaivers(operation, "cell");
  const waivers = readings.flatMap(({ waiver }) => (waiver === undefined ? [] : [waiver]));
  const valid = waivers.filter(({ expires }) => expires >= today);
  const cells = coverageCells(operation).map((cell): CellCoverage => {
    const tests = new Set(exchanges.filter((exchange) => cell.isShownBy(exchange)).map(({ test }) => test))
      .size;
    if (tests > 0) return { ...cell, state: "shown", waiver: undefined, tests };
    const waiver = valid.find((candidate) => isWaivedBy(cell, candidate));
    return { ...cell, state: waiver === undefined ? "missing" : "waived", waiver, tests };
  });
  const problems = [
    ...readings.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
    ...waivers.flatMap((waiver) => waiverProblems(waiver, cells, today)),
  ];
  return { cells, problems };
}

function isWaivedBy(cell: CoverageCell, { name }: Waiver): boolean {
  const isStatus = /^([1-5](\d\d|XX)|default)$/.test(name);
  return cell.name === name || (isStatus && cell.name.startsWith(`${name} `));
}

function waiverProblems(
  waiver: Waiver,
  cells: readonly CellCoverage[],
  today: string,
): readonly WaiverProblem[] {
  const { operationId, pointer, location, name: cell, expires } = waiver;
  const where = { operationId, pointer, location };
  const covered = cells.filter((candidate) => isWaivedBy(candidate, waiver));
  if (covered.length === 0) {
    return [
      { ...where, kind: "needless", message: `The operation has no cell "${cell}". Remove the waiver.` },
    ];
  }
  if (covered.every(({ state }) => state === "shown")) {
    return [{ ...where, kind: "needless", message: `The tests show "${cell}". Remove the waiver.` }];
  }
  if (expires >= today) return [];
  return [
    { ...where, kind: "expired", message: `The waiver of "${cell}" ended on ${expires}. Write the test.` },
  ];
}
