import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readlinkSync, statSync, symlinkSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const NEVER_COPIED = new Set(["node_modules", ".git", ".turbo", "dist", "data"]);
const NOT_NEEDED = new Set(["benchmarks", "coverage", "packages/spec-review/corpus"]);

/**
 * Copies this repository, installed packages linked, and makes it a repository of its own with one commit.
 *
 * @param isLeftOut whether a file or folder, by its path from the root, stays behind
 */
export function copyRepository(folder: string, isLeftOut: (path: string) => boolean = () => false): void {
  const isWanted = (source: string) => {
    const path = relative(ROOT, source).replaceAll(sep, "/");
    return !NEVER_COPIED.has(basename(source)) && !NOT_NEEDED.has(path) && !isLeftOut(path);
  };
  cpSync(ROOT, folder, { recursive: true, filter: isWanted });
  const workspaces = ["packages", "apps"].flatMap((parent) =>
    readdirSync(join(folder, parent)).map((name) => join(parent, name)),
  );
  for (const place of [".", ...workspaces]) linkPackages(join(ROOT, place), join(folder, place));
  git(folder, "init", "--quiet", "--initial-branch=main");
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--no-verify", "--message=base");
}

/** Links of npm to packages of the repository are relative, so that they lead into the copy. */
function linkPackages(from: string, to: string): void {
  const modules = join(from, "node_modules");
  for (const name of statSync(modules, { throwIfNoEntry: false }) ? readdirSync(modules) : []) {
    mkdirSync(join(to, "node_modules"), { recursive: true });
    const [source, target] = [join(modules, name), join(to, "node_modules", name)];
    if (name !== "@gatehouse") {
      symlinkSync(source, target);
      continue;
    }
    mkdirSync(target);
    for (const own of readdirSync(source)) symlinkSync(readlinkSync(join(source, own)), join(target, own));
  }
}

/** Runs git in a repository, independent of the user. */
export function git(folder: string, ...args: string[]): string {
  const identity = [
    "-c",
    "user.name=Tester",
    "-c",
    "user.email=tester@example.org",
    "-c",
    "commit.gpgsign=false",
  ];
  return execFileSync("git", [...identity, ...args], { cwd: folder, encoding: "utf8" });
}
