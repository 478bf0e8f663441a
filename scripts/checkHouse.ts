/**
 * Checks the habits of the house that Biome, the compiler and dependency-cruiser do not know, and prints the figures of
 * each package.
 *
 * Exit code 1 names each broken rule, what to do instead, and every location.
 */
import { fileURLToPath } from "node:url";
import { houseRules } from "./house-rules/houseRules.ts";
import { packageFigures, renderFigures } from "./house-rules/packageFigures.ts";
import { readSourceTree } from "./house-rules/SourceTree.ts";

const tree = readSourceTree(fileURLToPath(new URL("../", import.meta.url)));

process.stdout.write(renderFigures(packageFigures(tree)));
for (const { name, advice, find } of houseRules) {
  const breaches = find(tree);
  if (breaches.length === 0) continue;
  process.exitCode = 1;
  process.stderr.write(`${name}: ${advice}\n`);
  for (const { where, what } of breaches) process.stderr.write(`  ${where}  ${what}\n`);
}
