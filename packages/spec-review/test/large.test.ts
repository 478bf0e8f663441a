import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { measureReview } from "../scripts/measure/measureReview.ts";
import { largeDocument } from "./largeDocument.ts";

/** The figures are printed; only memory has a limit, as time depends on the machine. */
const MOST_MIB = 500;

test("comparing two versions of a document with 1,000 operations takes less than 500 MiB", {
  timeout: 300_000,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), "large-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (changed: boolean) => {
    const file = join(folder, `${changed}.json`);
    writeFileSync(file, JSON.stringify(largeDocument({ operations: 1000, changed })));
    return file;
  };
  const result = measureReview(write(false), write(true));
  if (typeof result === "string") throw new Error(result);
  const { operations, findings, breaking, openMs, reviewMs, cpuMs, peakMib } = result;
  process.stdout.write(
    `\nlarge: ${operations} operations, ${findings} findings, ${openMs} ms reading, ${reviewMs} ms comparing, ` +
      `${cpuMs} ms of processor time in all, ${peakMib} MiB\n`,
  );
  expect({ operations, breaking }).toEqual({ operations: 1000, breaking: 100 });
  expect(peakMib).toBeLessThan(MOST_MIB);
});
