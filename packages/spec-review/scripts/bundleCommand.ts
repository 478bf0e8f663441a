/**
 * Puts the command with all that it imports into one file, in place of the `cli/main.js` of a built folder, and the licences
 * of the packages in it beside it.
 * Usage: node scripts/bundleCommand.ts [folder]
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleFile } from "./bundleFile.ts";

const MAIN = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const BUILT = fileURLToPath(new URL("../dist", import.meta.url));
const [folder = BUILT] = process.argv.slice(2);

const files = await bundleFile(MAIN, resolve(folder, "cli/main.js"));
const packages = new Set(files.flatMap(packageOf));
writeFileSync(resolve(folder, "cli/LICENSES.txt"), [...packages].toSorted().map(licenceOf).join("\n"));

/** The folder of the package that a file belongs to; none for files of this repository. */
function packageOf(file: string): string[] {
  const [found] = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file) ?? [];
  return found === undefined ? [] : [found];
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file; find its text, or do without it.`);
  const text = readFileSync(join(folder, file), "utf8").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}
