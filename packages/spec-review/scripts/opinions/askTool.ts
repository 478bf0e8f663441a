import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AskedPair, OutsideResult, OutsideTool } from "./OutsideTool.ts";

const BATCH = 20;

/** Runs a tool on all pairs, some at a time; earlier results for the same documents are reused. */
export function askTool(
  tool: OutsideTool,
  pairs: readonly AskedPair[],
  folder: string,
): ReadonlyMap<string, OutsideResult> {
  const file = join(folder, `results-${tool.name.replaceAll(" ", "-")}-${tool.version}.json`);
  const known = new Map<string, OutsideResult>(
    existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [],
  );
  const open = pairs.filter((pair) => !known.has(keyOf(pair)));
  for (let start = 0; start < open.length; start += BATCH) {
    const batch = open.slice(start, start + BATCH);
    const results = tool.compare(batch);
    for (const pair of batch) known.set(keyOf(pair), results.get(pair.name) ?? "unreadable");
    writeFileSync(file, JSON.stringify([...known]));
    process.stderr.write(`${tool.name}: ${start + batch.length} of ${open.length}\n`);
  }
  return new Map(pairs.map((pair) => [pair.name, known.get(keyOf(pair)) ?? "unreadable"]));
}

function keyOf({ name, base, head }: AskedPair): string {
  const hash = createHash("sha256");
  for (const file of [base, head]) hash.update(readFileSync(file)).update("\u0000");
  return `${name} ${hash.digest("hex").slice(0, 16)}`;
}
