import { Counter, Gauge, type Registry } from "prom-client";
import { type CounterCells, createCounterCells } from "./createCounterCells.ts";
import { createHistogramCells, type HistogramCells } from "./createHistogramCells.ts";
import { type MetricName, metricCatalogue } from "./metricCatalogue.ts";

/** Makes metrics by their name in the catalogue. */
export interface Instruments {
  counter(name: MetricName): CounterCells;
  histogram(name: MetricName, buckets: readonly number[]): HistogramCells;
  /** A metric without labels whose value is asked for when it is read. */
  asked(name: MetricName, read: () => number): void;
}

/** Makes the maker of metrics of one registry. */
export function createInstruments(registry: Registry): Instruments {
  const common = (name: MetricName) => {
    const { help, labels } = metricCatalogue[name];
    return { name, help, labelNames: [...labels], registers: [registry] };
  };
  const asked: Instruments["asked"] = (name, read) => {
    if (metricCatalogue[name].type === "gauge") {
      new Gauge({
        ...common(name),
        collect() {
          this.set(read());
        },
      });
      return;
    }
    new Counter({
      ...common(name),
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  };
  return {
    counter: (name) => createCounterCells(common(name)),
    histogram: (name, buckets) => createHistogramCells({ ...common(name), buckets }),
    asked,
  };
}
