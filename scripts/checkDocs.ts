/**
 * Checks the pages of the repository: every relative link leads to a file, and no decision record is too long to read.
 *
 * Exit code 1 names each page and line that is wrong.
 */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LONGEST_RECORD_LINES = 40;
const root = fileURLToPath(new URL("../", import.meta.url));
const pages = globSync("**/*.md", {
  cwd: root,
  exclude: (name) => name === "node_modules" || name === "dist",
});

/** Links of a line that are neither addresses nor places on the same page. */
function relativeLinks(line: string): readonly string[] {
  const targets = [...line.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets
    .filter((target) => !/^(?:[a-z]+:|#)/.test(target))
    .map((target) => target.replace(/#.*/, ""));
}

const faults = pages.flatMap((page) => {
  const lines = readFileSync(join(root, page), "utf8").split("\n");
  const broken = lines.flatMap((line, index) =>
    relativeLinks(line)
      .filter((target) => !existsSync(join(root, dirname(page), target)))
      .map((target) => `${page}:${index + 1} links to ${target}, which does not exist.`),
  );
  const isLong = page.startsWith("docs/adr/") && lines.length > LONGEST_RECORD_LINES;
  return isLong
    ? [...broken, `${page} has ${lines.length} lines; records stay under ${LONGEST_RECORD_LINES}.`]
    : broken;
});

for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
