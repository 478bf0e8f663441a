/**
 * Asks other tools about every pair of the corpus and writes docs/measured/other-reviewers.md. On demand: it needs a
 * Go toolchain for oasdiff, Java for Specmatic and the network to fetch both; what is missing is left out, and said.
 * Usage: node --conditions=@gatehouse/source scripts/outsideOpinions.ts [--pairs] [folder for the tools]
 * With --pairs the pairs of which a tool says otherwise are printed as well, each with the reason.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CORPUS, corpusNames, reviewPair } from "../test/corpus.ts";
import { askTool } from "./opinions/askTool.ts";
import type { AskedPair, OutsideTool } from "./opinions/OutsideTool.ts";
import { openOasdiff } from "./opinions/openOasdiff.ts";
import { openRedocly } from "./opinions/openRedocly.ts";
import { openSpecmatic } from "./opinions/openSpecmatic.ts";
import { renderOpinions, renderPairs } from "./opinions/renderOpinions.ts";

const PAGE = fileURLToPath(new URL("../../../docs/measured/other-reviewers.md", import.meta.url));
const [folder = mkdtempSync(join(tmpdir(), "opinions-tools-"))] = process.argv
  .slice(2)
  .filter((word) => word !== "--pairs");
mkdirSync(folder, { recursive: true });

const pairs: AskedPair[] = corpusNames().map((name) => {
  const file = (side: string) => fileURLToPath(new URL(`${name}/${side}.yaml`, CORPUS));
  return { name, base: file("base"), head: file("head") };
});
const tools = [openOasdiff(folder), openRedocly(), openSpecmatic(folder)].filter(isThere);
const opinions = tools.map((tool) => ({ tool, results: askTool(tool, pairs, folder) }));
const results = await Promise.all(corpusNames().map(reviewPair));
writeFileSync(PAGE, renderOpinions(results, opinions));
if (process.argv.includes("--pairs")) process.stdout.write(renderPairs(results, opinions));

function isThere(tool: OutsideTool | undefined): tool is OutsideTool {
  if (!tool) process.stderr.write("a tool is missing; it is left out\n");
  return tool !== undefined;
}
