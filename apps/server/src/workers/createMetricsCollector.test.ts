import { expect, test } from "vitest";
import { createMetrics } from "../management/createMetrics.ts";
import { createMetricsCollector } from "./createMetricsCollector.ts";

const NAME = "gatehouse_tls_reloads_total";

/** The metrics of a process that took so many certificates. */
function createCounted(count: number) {
  const metrics = createMetrics({ operationIds: [], startedAtMs: 0 });
  for (let taken = 0; taken < count; taken += 1) metrics.tlsReload("taken");
  return metrics;
}

const takenIn = (text: string) => Number(new RegExp(`^${NAME}{result="taken"} (\\d+)$`, "m").exec(text)?.[1]);

test("a worker that ends during the collection counts once", async () => {
  const collector = createMetricsCollector(createCounted(1));
  const slow = Promise.withResolvers<Awaited<ReturnType<ReturnType<typeof createMetrics>["snapshot"]>>>();
  const ends = collector.add(() => createCounted(10).snapshot());
  collector.add(() => slow.promise);
  const text = collector.text();
  await new Promise(setImmediate);
  ends.gone();
  slow.resolve(await createCounted(100).snapshot());
  expect(takenIn(await text)).toBe(111);
  expect(takenIn(await collector.text())).toBe(111);
});
