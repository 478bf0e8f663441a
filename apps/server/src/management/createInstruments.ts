import {
  type Aggregator,
  Counter,
  type CounterConfiguration,
  Gauge,
  type HistogramConfiguration,
  type Metric,
  type MetricValueWithName,
  type Registry,
} from "prom-client";
import { type MetricLabel, type MetricName, metricCatalogue } from "./metricCatalogue.ts";

/** Makes metrics by their name in the catalogue. */
export interface Instruments {
  counter(name: MetricName): CounterCells;
  histogram(name: MetricName, buckets: readonly number[]): HistogramCells;
  /** A metric without labels whose value is asked for when it is read. */
  asked(name: MetricName, read: () => number): void;
}

/** One series of a counter. */
interface CounterCell {
  add(): void;
}

/** A counter whose series are added one by one. */
interface CounterCells {
  /** Adds a series, which shows from now on, with 0. */
  cell(labels: Readonly<Partial<Record<MetricLabel, string>>>): CounterCell;
}

type Labels = Readonly<Partial<Record<MetricLabel, string>>>;
type Sample = MetricValueWithName<MetricLabel | "le">;

/** One series of a histogram. */
interface HistogramCell {
  observe(value: number): void;
}

/** A histogram whose series are added one by one. */
interface HistogramCells {
  /** Adds a series, which shows from now on, with 0. */
  cell(labels: Labels): HistogramCell;
}

/** Options of `createHistogramCells`. */
interface HistogramCellsOptions
  extends Required<Pick<HistogramConfiguration<MetricLabel>, "name" | "help" | "registers">> {
  /** The upper bounds of the buckets, rising; what lies above them is counted, too. */
  readonly buckets: readonly number[];
}

interface Series {
  readonly labels: Labels;
  /** How many values each bucket has alone; the last one is for what lies above all bounds. */
  readonly counts: Float64Array;
  sum: number;
}

/** How the values of several processes become one, where it is no sum. */
const aggregators: Partial<Record<MetricName, Aggregator>> = {
  gatehouse_overloaded: "max",
  process_start_time_seconds: "min",
};

/** Makes the maker of metrics of one registry. */
export function createInstruments(registry: Registry): Instruments {
  const common = (name: MetricName) => {
    const { help, labels } = metricCatalogue[name];
    const aggregator: Aggregator = aggregators[name] ?? "sum";
    return { name, help, labelNames: [...labels], registers: [registry], aggregator };
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

/**
 * Makes a counter that counts beside prom-client and passes its value on when it is read. Counting one costs an
 * addition; prom-client would join and look up the labels each time. Every check of a session counts.
 */
function createCounterCells(configuration: CounterConfiguration<MetricLabel>): CounterCells {
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

/**
 * Makes a histogram that counts beside prom-client and passes its values on when it is read, as `createCounterCells`
 * does. Observing costs two additions; prom-client would check and join the labels each time, which took 5 of the 37
 * microseconds of a session check.
 */
export function createHistogramCells(options: HistogramCellsOptions): HistogramCells {
  const { name, help, registers, buckets } = options;
  const all: Series[] = [];
  const histogram = {
    name,
    async get() {
      const values = all.flatMap((series) => samplesOf(series, options));
      return { name, help, type: "histogram", aggregator: "sum", values };
    },
  };
  // A registry asks a metric for its name and its values, and for nothing else.
  for (const registry of registers) registry.registerMetric(histogram as unknown as Metric<MetricLabel>);
  return {
    cell(labels) {
      const series: Series = { labels, counts: new Float64Array(buckets.length + 1), sum: 0 };
      all.push(series);
      return { observe: (value) => observe(series, buckets, value) };
    },
  };
}

function observe(series: Series, buckets: readonly number[], value: number): void {
  let bucket = 0;
  while (bucket < buckets.length && value > (buckets[bucket] ?? 0)) bucket += 1;
  series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
  series.sum += value;
}

/** Each bucket holds those below it, too. */
function samplesOf({ labels, counts, sum }: Series, { name, buckets }: HistogramCellsOptions): Sample[] {
  let count = 0;
  const filled = [...buckets, "+Inf"].map((le, index): Sample => {
    count += counts[index] ?? 0;
    return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: count };
  });
  return [
    ...filled,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
