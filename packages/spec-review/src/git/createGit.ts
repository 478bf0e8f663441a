import { execFileSync } from "node:child_process";

/** Reads a repository. */
export interface Git {
  /** The text of a file at a revision, or undefined where it does not exist there. */
  show(revision: string, path: string): string | undefined;
  /** The files at a revision. */
  files(revision: string): ReadonlySet<string>;
  /** The full name of a revision, or undefined where there is no such revision. */
  resolve(revision: string): string | undefined;
  mergeBase(left: string, right: string): string | undefined;
  /** The folder of the repository, or undefined outside of one. */
  root(): string | undefined;
  /** A setting, such as `user.email`. */
  setting(name: string): string | undefined;
}

const LARGEST_FILE_BYTES = 256 * 1024 * 1024;

/** Opens the repository around a folder. */
export function createGit(cwd: string): Git {
  const git = (...args: string[]): string | undefined => {
    try {
      return execFileSync("git", args, {
        cwd,
        encoding: "utf8",
        maxBuffer: LARGEST_FILE_BYTES,
        stdio: ["ignore", "pipe", "ignore"],
      });
    } catch {
      return undefined;
    }
  };
  const line = (...args: string[]) => git(...args)?.trim() || undefined;
  return {
    show: (revision, path) => git("show", `${revision}:${path}`),
    files: (revision) =>
      new Set(git("ls-tree", "-r", "-z", "--full-tree", "--name-only", revision)?.split("\0") ?? []),
    resolve: (revision) =>
      line("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`),
    mergeBase: (left, right) => line("merge-base", left, right),
    root: () => line("rev-parse", "--show-toplevel"),
    setting: (name) => line("config", name),
  };
}
