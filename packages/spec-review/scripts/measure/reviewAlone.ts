/**
 * Reviews two documents in a process of its own and prints what it took, as JSON.
 * Usage: node --conditions=@gatehouse/source reviewAlone.ts <base> <head>
 */
import { HTTP_METHODS, isJsonObject, type JsonObject } from "@gatehouse/contract";
import { openDocument } from "../../src/document/openDocument.ts";
import { compareDocuments } from "../../src/review/compareDocuments.ts";
import type { Measurement } from "./Measurement.ts";

const [baseFile = "", headFile = ""] = process.argv.slice(2);
const start = performance.now();
const base = await openDocument({ source: baseFile, name: "base" });
const head = await openDocument({ source: headFile, name: "head" });
const opened = performance.now();
const all = compareDocuments({ documents: { base, head }, hasPassed: () => false });
// Names of components differ in a restated copy on purpose; nothing of them travels.
const findings = all.filter(({ wire }) => wire !== "no");
const reviewed = performance.now();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const count = (wanted: string) => findings.filter(({ severity }) => severity === wanted).length;
const measurement: Measurement = {
  operations: countOperations(head.root),
  findings: findings.length,
  breaking: count("breaking"),
  unknown: count("unknown"),
  risky: count("risky"),
  safe: count("safe"),
  codeOnly: all.length - findings.length,
  openMs: Math.round(opened - start),
  reviewMs: Math.round(reviewed - opened),
  cpuMs: Math.round((userCPUTime + systemCPUTime) / 1000),
  peakMib: Math.round(maxRSS / 1024),
  first: findings.slice(0, 3).map(({ severity, id, title }) => `${severity} ${id}: ${title}`),
};
process.stdout.write(JSON.stringify(measurement));

function countOperations({ paths }: JsonObject): number {
  const items = isJsonObject(paths) ? Object.values(paths).filter(isJsonObject) : [];
  return items.flatMap((item) => HTTP_METHODS.filter((method) => item[method] !== undefined)).length;
}
