/**
 * Checks the habits of the house that Biome, the compiler and dependency-cruiser do not know.
 *
 * Exit code 1 names each rule that is broken, what to do instead, and every place.
 */
import { fileURLToPath } from "node:url";
import { houseRules } from "./house-rules/houseRules.ts";
import { readSourceTree } from "./house-rules/readSourceTree.ts";

const tree = readSourceTree(fileURLToPath(new URL("../", import.meta.url)));

for (const { name, advice, find } of houseRules) {
  const breaches = find(tree);
  if (breaches.length === 0) continue;
  process.exitCode = 1;
  process.stderr.write(`${name}: ${advice}\n`);
  for (const { where, what } of breaches) process.stderr.write(`  ${where}  ${what}\n`);
}
