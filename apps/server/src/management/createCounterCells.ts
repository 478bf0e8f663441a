import { Counter, type CounterConfiguration } from "prom-client";
import type { MetricLabel } from "./metricCatalogue.ts";

/** One series of a counter. */
export interface CounterCell {
  add(): void;
}

/** A counter whose series are added one by one. */
export interface CounterCells {
  /** Adds a series, which shows from now on, with 0. */
  cell(labels: Readonly<Partial<Record<MetricLabel, string>>>): CounterCell;
}

/**
 * Makes a counter that counts beside prom-client and tells it when it is read: adding one costs an addition, where the
 * counter itself would join and look up its labels each time. The check of a session counts with every call.
 */
export function createCounterCells(configuration: CounterConfiguration<MetricLabel>): CounterCells {
  const cells: { readonly labels: Partial<Record<MetricLabel, string>>; count: number }[] = [];
  new Counter({
    ...configuration,
    collect() {
      this.reset();
      for (const { labels, count } of cells) this.inc(labels, count);
    },
  });
  return {
    cell(labels) {
      const cell = { labels, count: 0 };
      cells.push(cell);
      return {
        add() {
          cell.count += 1;
        },
      };
    },
  };
}
