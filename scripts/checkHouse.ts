/**
 * Checks the habits of the house that Biome, the compiler and dependency-cruiser do not know, and prints the figures of
 * each package; with `--chains` the longest chain of imports of each as well.
 *
 * Exit code 1 names each broken rule, what to do instead, and every location.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { houseRules } from "./house-rules/houseRules.ts";
import { packageFigures, renderChains, renderFigures } from "./house-rules/packageFigures.ts";
import { readSourceTree } from "./house-rules/SourceTree.ts";

const tree = readSourceTree(fileURLToPath(new URL("../", import.meta.url)));

const figures = packageFigures(tree);
const { chains } = parseArgs({ options: { chains: { type: "boolean", default: false } } }).values;

process.stdout.write(renderFigures(figures));
if (chains) process.stdout.write(renderChains(figures));
for (const { name, advice, find } of houseRules) {
  const breaches = find(tree);
  if (breaches.length === 0) continue;
  process.exitCode = 1;
  process.stderr.write(`${name}: ${advice}\n`);
  for (const { where, what } of breaches) process.stderr.write(`  ${where}  ${what}\n`);
}
