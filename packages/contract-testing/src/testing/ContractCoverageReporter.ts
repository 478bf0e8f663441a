import process from "node:process";
import { loadContract } from "@gatehouse/contract";
import type { Reporter, TestSpecification, Vitest } from "vitest/node";
import { systemClock } from "../check/systemClock.ts";
import {
  type CoverageFloor,
  type CoverageReport,
  countRaised,
  coverage,
  readCoverageFloor,
  writeCoverageFloor,
} from "../coverage/coverage.ts";
import { type ExchangeFile, openExchangeFile } from "../coverage/exchangeFile.ts";
import { renderCoverage } from "../coverage/renderCoverage.ts";

/** What the reporter works with. */
export interface ContractCoverageOptions {
  /** Path or address of the document. */
  readonly document: string | URL;
  /** Path of the file that the tests record their exchanges in; it is emptied at the start of a run. */
  readonly file: string;
  /**
   * A committed file with the number of tests that show each cell: a whole run fails when fewer do, so that no test goes
   * away unnoticed. `vitest run -u` writes it.
   */
  readonly floor?: string | URL;
  /** With colours. @default whether the output is a terminal */
  readonly color?: boolean;
}

/**
 * A reporter of vitest that shows how far the tests show the contract, and fails the run when they do not show all of
 * it. A run of some tests only gets a line, and is not failed.
 */
export class ContractCoverageReporter implements Reporter {
  readonly #options: ContractCoverageOptions;
  readonly #file: ExchangeFile;
  #vitest: Vitest | undefined;
  #isWhole = true;

  constructor(options: ContractCoverageOptions) {
    this.#options = options;
    this.#file = openExchangeFile(options.file);
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    this.#file.clear();
    const all = (await this.#vitest?.globTestSpecifications()) ?? [];
    this.#isWhole = specifications.length >= all.length && this.#vitest?.config.testNamePattern === undefined;
  }

  async onTestRunEnd(): Promise<void> {
    const contract = await loadContract(this.#options.document);
    const floor = this.#readFloor();
    const report = coverage(contract, this.#file.read(), { now: new Date(systemClock.nowMs()), floor });
    this.#file.clear();
    if (!this.#isWhole) {
      const shown = report.cells.filter(({ state }) => state === "shown").length;
      const line = `Contract coverage of these tests: ${shown} of ${report.cells.length} cells.`;
      this.#vitest?.logger.log(`\n${line} Not all tests ran, so nothing is failed by it.\n`);
      return;
    }
    const color = this.#options.color ?? process.stdout.isTTY === true;
    this.#vitest?.logger.log(`\n${renderCoverage(report, { color })}\n`);
    this.#keepFloor(report, floor);
    if (!report.isComplete) process.exitCode = 1;
  }

  get #isUpdating(): boolean {
    return this.#vitest?.config.snapshotOptions.updateSnapshot === "all";
  }

  /** What is about to be written anew asks for nothing. */
  #readFloor(): CoverageFloor {
    const { floor } = this.#options;
    return floor === undefined || this.#isUpdating ? {} : readCoverageFloor(floor);
  }

  #keepFloor({ cells }: CoverageReport, floor: CoverageFloor): void {
    const { floor: path } = this.#options;
    if (path === undefined) return;
    const raised = this.#isUpdating ? 0 : countRaised(cells, floor);
    if (this.#isUpdating) writeCoverageFloor(path, cells);
    if (raised === 0) return;
    this.#vitest?.logger.log(`More tests than before show ${raised} cells. "vitest run -u" takes note.\n`);
  }
}
