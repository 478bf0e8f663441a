import { Histogram, Registry } from "prom-client";
import { expect, test } from "vitest";
import { createHistogramCells } from "./createInstruments.ts";

const buckets = [0.001, 0.01, 1];
const common = { name: "gatehouse_request_duration_seconds", help: "Time of requests." };

test("the text is the one that prom-client writes for the same values", async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  const cells = createHistogramCells({ ...common, registers: [ours], buckets });
  const histogram = new Histogram({ ...common, registers: [theirs], buckets, labelNames: ["operation"] });
  for (const operation of ["getSession", "none"]) {
    const cell = cells.cell({ operation });
    histogram.zero({ operation });
    if (operation === "none") continue;
    for (const value of [0, 0.001, 0.0011, 0.01, 0.5, 1, 1.5, 7]) {
      cell.observe(value);
      histogram.observe({ operation }, value);
    }
  }
  expect(await ours.metrics()).toBe(await theirs.metrics());
});

test("a series without labels is exported, too", async () => {
  const registry = new Registry();
  createHistogramCells({ ...common, registers: [registry], buckets })
    .cell({})
    .observe(0.002);
  expect(await registry.metrics()).toContain(`${common.name}_bucket{le="0.01"} 1\n`);
  expect(await registry.metrics()).toContain(`${common.name}_count 1\n`);
});
