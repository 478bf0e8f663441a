/**
 * Checks the pages of the repository: every relative link leads to a file, every page of `docs/` can be reached from the
 * README, and no decision record is too long to read.
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

/** Pages that links lead to, over any number of steps; a link to a folder leads to all that is in it. */
function reachableFrom(start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const page of reached) {
    const targets = relativeLinks(readFileSync(join(root, page), "utf8")).map((target) =>
      join(dirname(page), target),
    );
    for (const one of pages.filter((other) => targets.some((target) => isAt(other, target))))
      reached.add(one);
  }
  return reached;
}

function isAt(page: string, target: string): boolean {
  return page === target || page.startsWith(`${target}/`);
}

const reached = reachableFrom("README.md");
const orphans = pages
  .filter((page) => page.startsWith("docs/") && !reached.has(page))
  .map((page) => `${page} is not linked from README.md, nor from a page that is.`);

for (const fault of [...faults, ...orphans]) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length + orphans.length === 0 ? 0 : 1;
