/** Writes the changelog data of each version of the document, which `/docs` shows: `npm run changelog`. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { run } from "../packages/spec-review/src/cli/run.ts";
import { readWords } from "./readWords.ts";

const DOCUMENT = "spec/openapi.yaml";
const VERSIONS = "spec/versions.json";
const root = fileURLToPath(new URL("../", import.meta.url));
const HELP = `npm run changelog [-- --check]

Writes the changelog data of each version of ${DOCUMENT}, which the documentation pages show. ${VERSIONS} has for each
version the last revision before its first change; a version that it does not have yet gets the last commit.

  --check  write nothing: exit code 1 names each file that is out of date
  --help   show this text
`;
const { values } = readWords(HELP, { options: { check: { type: "boolean", default: false } } });
const isCheck = values.check;

const git = (...words: readonly string[]): string =>
  execFileSync("git", words, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();

/** Whether the history is here; an unpacked archive and a shallow clone have none. */
function hasHistory(revisions: readonly string[]): boolean {
  try {
    git("cat-file", "-e", "HEAD");
    for (const revision of revisions) git("cat-file", "-e", `${revision}^{commit}`);
    return true;
  } catch {
    return false;
  }
}

/** The revision before the first change of each version, the oldest version first. */
function readBases(): Map<string, string> {
  return new Map(Object.entries<string>(JSON.parse(readFileSync(`${root}${VERSIONS}`, "utf8"))));
}

/**
 * The revision with which a version begins is that with which the one before it ends.
 *
 * @throws {Error} when `spec-review changelog` fails, with what it printed
 */
async function makeChangelog(base: string, next: string | undefined): Promise<string> {
  const head = next === undefined ? DOCUMENT : `${next}:${DOCUMENT}`;
  let text = "";
  let errors = "";
  const code = await run(["changelog", `${base}:${DOCUMENT}`, head, "--json"], {
    cwd: root,
    out: (part) => {
      text += part;
    },
    err: (part) => {
      errors += part;
    },
    today: () => new Date().toISOString().slice(0, 10),
    color: false,
    columns: 100,
  });
  if (code !== 0) throw new Error(errors);
  return text;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(`${root}${path}`, "utf8");
  } catch {
    return undefined;
  }
}

const bases = readBases();
const current = /^ {2}version: (\S+)$/m.exec(readFileSync(`${root}${DOCUMENT}`, "utf8"))?.[1] ?? "";
const problems: string[] = [];
if (!hasHistory([...bases.values()])) {
  const text =
    "The changelog data is not checked: the history of the repository is not here (git fetch --unshallow).\n";
  process.stderr.write(text);
} else {
  if (!bases.has(current)) {
    if (isCheck) problems.push(`${VERSIONS} does not have version ${current} of ${DOCUMENT}.`);
    else bases.set(current, git("rev-parse", "--short=12", "HEAD"));
  }
  const revisions = [...bases.values()];
  for (const [index, version] of [...bases.keys()].entries()) {
    const path = `spec/changelog/${version}.json`;
    const text = await makeChangelog(revisions[index] ?? "", revisions[index + 1]);
    const { to } = JSON.parse(text) as { readonly to: string };
    if (to !== version) problems.push(`${path} would be of version ${to}; correct ${VERSIONS}.`);
    if (readText(path) === text) continue;
    if (isCheck) problems.push(`${path} is out of date.`);
    else writeFileSync(`${root}${path}`, text);
  }
  if (!isCheck)
    writeFileSync(`${root}${VERSIONS}`, `${JSON.stringify(Object.fromEntries(bases), undefined, 2)}\n`);
}
for (const problem of problems) process.stderr.write(`${problem} Run: npm run changelog\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
