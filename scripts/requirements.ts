/**
 * Runs the tests and prints each requirement of `docs/requirements.md` with the tests that carry its ID and their
 * results. With `--check` nothing is run: the page is compared with the names of the tests.
 *
 * Exit code 1 when a test of a requirement fails or a must has none, 2 when the tests cannot be run.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readWords } from "./readWords.ts";
import { addResults, isUnmet } from "./requirements/addResults.ts";
import { findCarriers } from "./requirements/findCarriers.ts";
import { findGaps } from "./requirements/findGaps.ts";
import { markdownOf, tableOf } from "./requirements/printTable.ts";
import { readRequirements } from "./requirements/readRequirements.ts";
import { runTests } from "./requirements/runTests.ts";

const HELP = `npm run requirements [-- --all | --markdown | --json | --check]

Runs the tests and prints each requirement with the tests that show it, and their results.

  --all       all tests of each requirement, not the first few
  --markdown  one row for each requirement
  --json      the same as data
  --check     run nothing: does each must have a test by name?
  --help      show this text
`;

const root = fileURLToPath(new URL("../", import.meta.url));
const { values } = readWords(HELP, {
  options: {
    all: { type: "boolean", default: false },
    markdown: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
  },
});

function check(): number {
  const gaps = findGaps(readRequirements(join(root, "docs/requirements.md")), findCarriers(root));
  for (const gap of gaps) process.stderr.write(`${gap}\n`);
  return gaps.length === 0 ? 0 : 1;
}

function run(): number {
  const requirements = readRequirements(join(root, "docs/requirements.md"));
  const files = [...findCarriers(root).values()].flat();
  const folders = [...new Set(files.map((file) => file.split("/").slice(0, 2).join("/")))].sort();
  const results = folders.map((folder) => {
    process.stderr.write(`Running the tests of ${folder} …\n`);
    return runTests(root, folder);
  });
  const withResults = addResults(
    requirements,
    results.flatMap(({ tests }) => tests),
  );
  const { json, markdown, all } = values;
  if (json) process.stdout.write(`${JSON.stringify(withResults, null, 2)}\n`);
  else process.stdout.write(markdown ? markdownOf(withResults) : tableOf(withResults, { all }));
  const broken = results.flatMap((result) => result.broken);
  for (const file of broken)
    process.stderr.write(`${file} could not be run; its tests are not in the table.\n`);
  if (broken.length > 0) return 2;
  return withResults.some(isUnmet) ? 1 : 0;
}

process.exitCode = values.check ? check() : run();
