import { readdirSync } from "node:fs";
import { expect, test, vi } from "vitest";
import type { ImpactLocation } from "../../src/findings/Finding.ts";
import type { ReviewData } from "../../src/report/toReviewData.ts";
import { createFolder } from "../support/createFolder.ts";
import { requireTool } from "../support/requireTool.ts";
import { runCommand } from "../support/runCommand.ts";
import { copyRepository, git } from "./copyRepository.ts";
import { plantedChanges } from "./plantedChanges.ts";
import { makeTypes, reallyFailing } from "./reallyFailing.ts";

const LONG_MS = 1_800_000;
const isSoak = process.env.SOAK !== undefined;
/**
 * Each change costs six compilations of a project or more: some changes on three packages every day, all changes on the
 * whole repository in the long run.
 */
const PLANTED = isSoak ? plantedChanges : plantedChanges.filter(({ isDaily }) => isDaily);
/** Each change is also made alone, in the long run. */
const MADE_ALONE = isSoak ? PLANTED : [];
const CHECKED = ["packages/api-types", "packages/client", ...(isSoak ? ["apps/console", "apps/server"] : [])];
const OTHERS = isSoak
  ? ["contract", "express-contract", "sessions", "spec-review", "store-sqlite"].map(
      (name) => `packages/${name}`,
    )
  : [];
/** Packages that stay behind every day, and scripts that use them. */
const isLeftOut = (path: string): boolean =>
  /^(?:packages|apps)\/[^/]+$/.test(path)
    ? !["packages/contract", ...CHECKED].includes(path)
    : /^scripts\/(?!packages)/.test(path);

const locationOf = ({ file, line, column }: ImpactLocation) => `${file}:${line}:${column}`;
const failingOf = (locations: readonly ImpactLocation[]) =>
  locations.filter(({ certainty }) => certainty === "fails");

function without(locations: ReadonlySet<string>, known: ReadonlySet<string>): string[] {
  return [...locations].filter((location) => !known.has(location)).sort();
}

test("for planted changes exactly the failing locations are reported, each for its change", {
  timeout: LONG_MS,
}, async (context) => {
  requireTool(context, "git");
  using repository = createFolder();
  using temporary = createFolder();
  const root = repository.path;
  copyRepository(root, isSoak ? undefined : isLeftOut);
  const config = JSON.parse(repository.read("spec-review.config.json"));
  config.impact.generate = config.impact.generate.filter((line: string) =>
    repository.has(line.split(" ").at(-1) ?? ""),
  );
  repository.write({ "spec-review.config.json": config });
  for (const change of PLANTED) change.make(root);

  vi.stubEnv("TMPDIR", temporary.path);
  const before = git(root, "status", "--porcelain");
  const { exitCode, out, err } = await runCommand(
    root,
    ["HEAD", "--document", "spec/openapi.yaml", "--impact", "--json"],
    { env: process.env },
  );
  expect(err).toBe("");
  expect(exitCode).toBe(1);
  expect(git(root, "status", "--porcelain"), "the repository is only read").toBe(before);
  const left = readdirSync(temporary.path).filter((name) => name.startsWith("spec-review"));
  expect(left, "the copy is taken away").toEqual([]);
  vi.unstubAllEnvs();

  const { findings, impact }: ReviewData = JSON.parse(out);
  if (!impact) throw new Error("no impact");
  expect(impact.unexplained).toEqual([]);
  expect(impact.generated).toContain("packages/api-types/src/generated/openapi.ts");
  expect(impact.projects).toEqual(CHECKED.map((project) => `${project}/tsconfig.json`).sort());

  await makeTypes(root);
  const atOnce = await reallyFailing(root, [...CHECKED, ...OTHERS]);
  git(root, "checkout", "--quiet", "--", ".");
  await makeTypes(root);
  const named = new Set(impact.findings.flatMap(({ places }) => failingOf(places).map(locationOf)));
  const excess = without(atOnce, named);
  // What fails in the checkout as it is comes from none of the changes. Mostly nothing does.
  const broken = [...CHECKED, ...OTHERS].filter((project) =>
    excess.some((location) => location.startsWith(`${project}/`)),
  );
  const always = await reallyFailing(root, isSoak ? [...CHECKED, ...broken] : broken);
  expect(without(named, new Set())).toEqual(without(atOnce, always));

  for (const { name, surely } of PLANTED) {
    const locations = impact.findings.flatMap(({ places: all }) => failingOf(all));
    expect(locations, name).toContainEqual(expect.objectContaining(surely));
  }
  for (const { name, make, rules, about, surely } of MADE_ALONE) {
    make(root);
    await makeTypes(root);
    const alone = without(await reallyFailing(root, CHECKED), always);
    git(root, "checkout", "--quiet", "--", ".");
    const fingerprints = findings
      .filter(({ id, title }) => rules.includes(id) && about.test(title))
      .map(({ fingerprint }) => fingerprint);
    const locations = impact.findings
      .filter(({ fingerprint }) => fingerprints.includes(fingerprint))
      .flatMap((found) => failingOf(found.places));
    expect([...new Set(locations.map(locationOf))].sort(), name).toEqual(alone);
    expect(locations, name).toContainEqual(expect.objectContaining(surely));
    process.stdout.write(`impact: ${name}; places that fail, all of them named: ${alone.length}\n`);
  }
});
