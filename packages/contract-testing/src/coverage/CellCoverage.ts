import type { CoverageCell } from "./CoverageCell.ts";
import type { Waiver } from "./readWaivers.ts";

/** A cell with what the tests did about it. */
export interface CellCoverage extends CoverageCell {
  readonly state: "shown" | "missing" | "waived";
  readonly waiver: Waiver | undefined;
  /** How many tests show it; exchanges of unknown tests count as one. */
  readonly tests: number;
}
