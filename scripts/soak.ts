/**
 * Runs the tests that are too long for every day at their full size, and those that only make sense at it, one file
 * after the other: `npm run soak [-- ID…]`.
 *
 * Exit code 1 when one fails.
 */

import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readWords, rejectWords } from "./readWords.ts";
import { ID } from "./requirements/Requirement.ts";

const HELP = `npm run soak [-- [--share 0.1] ID…]

Runs the tests that are too long for every day at their full size; some take many minutes, and a quiet machine.
With IDs of docs/requirements.md only those that carry one of them; with --share a part of the size.

`;

const root = fileURLToPath(new URL("../", import.meta.url));
const PLACES = ["{packages,apps}/*/{src,test}/**/*.{test,soak}.ts", "scripts/*/*.soak.ts"];

interface SoakFile {
  readonly folder: string;
  readonly file: string;
  readonly ids: readonly string[];
}

/** Files that ask for the size, with the IDs in them. */
function findSoakFiles(): readonly SoakFile[] {
  const files = globSync(PLACES, { cwd: root, exclude: (name) => name === "node_modules" }).sort();
  return files.flatMap((path) => {
    const source = readFileSync(join(root, path), "utf8");
    if (!/\bSOAK\b/.test(source) && !path.endsWith(".soak.ts")) return [];
    const [space = "", name = "", ...rest] = path.split("/");
    const ids = [...new Set([...source.matchAll(ID)].map(([id]) => id))];
    return [{ folder: join(space, name), file: rest.join("/"), ids }];
  });
}

interface SoakRun {
  /** IDs; all when there are none. */
  readonly wanted: readonly string[];
  /** 1 is the full size. */
  readonly share: string;
}

function run({ folder, file }: SoakFile, { wanted, share }: SoakRun): boolean {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const names = wanted.length === 0 ? [] : ["--testNamePattern", wanted.join("|")];
  const { status } = spawnSync(
    process.execPath,
    [
      vitest,
      "run",
      "--config",
      join(root, "scripts/soak/vitest.config.ts"),
      "--reporter=verbose",
      ...names,
      file,
    ],
    { cwd: join(root, folder), env: { ...process.env, SOAK: share }, stdio: "inherit" },
  );
  return status === 0;
}

const all = findSoakFiles();
const known = new Set(all.flatMap(({ ids }) => ids));
const knownList = `There are: ${[...known].sort().join(", ")}\n`;
const { values, positionals } = readWords(`${HELP}${knownList}`, {
  allowPositionals: true,
  options: { share: { type: "string", default: "1" } },
});
const unknown = positionals.filter((id) => !known.has(id));
if (!(Number(values.share) > 0 && Number(values.share) <= 1)) {
  rejectWords(`--share ${values.share} must be above 0 and at most 1.`, HELP);
}
if (unknown.length > 0) rejectWords(`No long test carries ${unknown.join(", ")}.`, knownList);
const chosen = all.filter(
  ({ ids }) => positionals.length === 0 || ids.some((id) => positionals.includes(id)),
);
const failed = chosen.filter((file) => !run(file, { wanted: positionals, share: values.share }));
process.exitCode = failed.length === 0 ? 0 : 1;
