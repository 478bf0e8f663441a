/**
 * Checks the pages of the repository: every relative link leads to a file, every `npm run` names a script that exists,
 * every page of `docs/` can be reached from the README, each decision record is short and has a number of its own, and
 * the glossary is short.
 * Also that the files exist which the scripts of each `package.json` run.
 *
 * Exit code 1 names each page and line that is wrong.
 */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LONGEST_RECORD_LINES = 40;
/** A longer glossary is not read before one writes. */
const MOST_TERMS = 40;
const root = fileURLToPath(new URL("../", import.meta.url));
const pages = globSync("**/*.md", {
  cwd: root,
  exclude: (name) => name === "node_modules" || name === "dist",
});

/** Links of a line that are neither addresses nor anchors of the same page. */
function relativeLinks(line: string): readonly string[] {
  const targets = [...line.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets
    .filter((target) => !/^(?:[a-z]+:|#)/.test(target))
    .map((target) => target.replace(/#.*/, ""));
}

interface Manifest {
  readonly name: string;
  readonly folder: string;
  readonly scripts: Readonly<Record<string, string>>;
}

const manifests: readonly Manifest[] = globSync(
  ["package.json", "benchmarks/package.json", "{packages,apps}/*/package.json"],
  {
    cwd: root,
  },
).map((file) => {
  const { name, scripts = {} } = JSON.parse(readFileSync(join(root, file), "utf8"));
  return { name, folder: dirname(file), scripts };
});

/**
 * Scripts that a line calls and that neither the package it names, nor that of its page, nor the root has. The changelog
 * speaks of scripts that are gone.
 */
function missingScripts(page: string, line: string): readonly string[] {
  if (page === "CHANGELOG.md") return [];
  const calls = [...line.matchAll(/npm run (?:--silent |-s )?([a-z][\w:-]*)([^`#|&]*)/g)];
  return calls
    .filter(([, script = "", rest = ""]) => {
      const [, wanted] = /(?:-w|--workspace|--prefix)[ =](\S+)/.exec(rest) ?? [];
      const asked = manifests.filter(({ name, folder }) =>
        wanted === undefined ? folder === "." || isAt(page, folder) : [name, folder].includes(wanted),
      );
      return !asked.some(({ scripts }) => script in scripts);
    })
    .map(([call]) => call.trim());
}

/** Files that a script of a package runs and that do not exist. */
function missingFiles({ folder, scripts }: Manifest): readonly string[] {
  return Object.entries(scripts).flatMap(([name, command]) =>
    [...command.matchAll(/(?<=\s)(?:\.\/)?[\w./-]+\.(?:ts|mjs|txt)(?=\s|$)/g)]
      .filter(([file]) => !existsSync(join(root, folder, file)))
      .map(
        ([file]) => `${join(folder, "package.json")}: the script ${name} runs ${file}, which does not exist.`,
      ),
  );
}

const faults = pages.flatMap((page) => {
  const lines = readFileSync(join(root, page), "utf8").split("\n");
  const broken = lines.flatMap((line, index) =>
    relativeLinks(line)
      .filter((target) => !existsSync(join(root, dirname(page), target)))
      .map((target) => `${page}:${index + 1} links to ${target}, which does not exist.`)
      .concat(
        missingScripts(page, line).map((call) => `${page}:${index + 1} ${call}: no package has this script.`),
      ),
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

/** Records whose number an earlier one has. */
const numbers = pages.flatMap((page) => /^docs\/adr\/(\d{4})-/.exec(page)?.slice(1) ?? []);
const taken = [...new Set(numbers)]
  .filter((number) => numbers.filter((one) => one === number).length > 1)
  .map((number) => `docs/adr has two records with the number ${number}.`);

const terms = readFileSync(join(root, "docs/glossary.md"), "utf8").match(/^\| \*\*/gm)?.length ?? 0;
const excess = terms <= MOST_TERMS ? [] : [`docs/glossary.md has ${terms} terms; at most ${MOST_TERMS}.`];

const problems = [...faults, ...orphans, ...taken, ...excess, ...manifests.flatMap(missingFiles)];
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
