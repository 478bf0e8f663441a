import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AskedPair, OutsideResult, OutsideTool } from "./OutsideTool.ts";
import { runQuietly } from "./runQuietly.ts";

const VERSION = "2.55.1";

/** Fetches Specmatic into a folder; undefined where it cannot be had, or there is no Java to run it. */
export function openSpecmatic(folder: string): OutsideTool | undefined {
  if (!runQuietly("java", ["-version"]).ok) return undefined;
  const args = [
    "install",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--prefix",
    folder,
    `specmatic@${VERSION}`,
  ];
  if (!runQuietly("npm", args).ok) return undefined;
  const jar = join(folder, "node_modules", "specmatic", "specmatic.jar");
  return {
    name: "Specmatic",
    version: VERSION,
    command: "specmatic backward-compatibility-check --base-branch base",
    note: "Its `compare` is deprecated in favour of this command. Flagged is what does not pass.",
    compare: (pairs) => compareAll(jar, pairs),
  };
}

/** The check ends at the first document that it cannot read, so it goes on without that one. */
function compareAll(jar: string, pairs: readonly AskedPair[]): Map<string, OutsideResult> {
  const results = new Map<string, OutsideResult>();
  for (let open = pairs; open.length > 0; open = open.filter(({ name }) => !results.has(name))) {
    const before = results.size;
    for (const [name, result] of readReport(check(jar, open))) results.set(name, result);
    const [stuck] = open.filter(({ name }) => !results.has(name));
    if (stuck && results.size === before) results.set(stuck.name, "unreadable");
  }
  return results;
}

/** Two branches of a repository of its own: one with the old documents, one with the new ones. */
function check(jar: string, pairs: readonly AskedPair[]): string {
  const folder = mkdtempSync(join(tmpdir(), "opinions-"));
  mkdirSync(folder, { recursive: true });
  const git = (...args: string[]) => runQuietly("git", ["-C", folder, ...args]);
  const commit = (branch: string, side: "base" | "head") => {
    git("checkout", "-q", "-b", branch);
    for (const pair of pairs) copyFileSync(pair[side], join(folder, `${pair.name}.yaml`));
    git("add", ".");
    git("-c", "user.name=review", "-c", "user.email=review@localhost", "commit", "-q", "-m", side);
  };
  git("init", "-q");
  commit("base", "base");
  commit("head", "head");
  const { stdout } = runQuietly(
    "java",
    [
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      "-jar",
      jar,
      "backward-compatibility-check",
      "--base-branch",
      "base",
      "--repo-dir",
      folder,
    ],
    { cwd: folder },
  );
  rmSync(folder, { recursive: true, force: true });
  return stdout;
}

function readReport(report: string): [name: string, result: OutsideResult][] {
  const sections = report.split(/^Loading newer specification '/m).slice(1);
  return sections.flatMap((section): [string, OutsideResult][] => {
    const [, name = ""] = /^[^']*?([^/']+)\.yaml'/.exec(section) ?? [];
    if (/^Failed to load/m.test(section)) return [[name, "unreadable"]];
    const results = [...section.matchAll(/Verdict: (\w+)/g)].map(([, result]) => result);
    if (results.length === 0) return [];
    return [[name, results.includes("FAIL") ? "breaking" : "not breaking"]];
  });
}
