import { execFileSync } from "node:child_process";
import { ComparisonError } from "../document/openDocument.ts";
import { type BlobReader, createBlobReader } from "./createBlobReader.ts";

/** The renamed and deleted files of the base. */
interface Moves {
  /** By the new path the old one. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly deleted: readonly string[];
}

/** Reads a repository. */
export interface Git {
  /** The text of a file at a revision, or undefined where it does not exist there. */
  show(revision: string, path: string): string | undefined;
  /** Reads files of a revision, however many, through one process. */
  openBlobs(revision: string): BlobReader;
  /** Files that were renamed or deleted since the base; undefined as head: in the working tree. */
  moves(base: string, head: string | undefined): Moves;
  /** The files at a revision. */
  files(revision: string): ReadonlySet<string>;
  /** The files of the working tree that Git knows, or does not know and does not ignore; from the root. */
  workingFiles(): readonly string[];
  /** The full name of a revision, or undefined where there is no such revision. */
  resolve(revision: string): string | undefined;
  /** The last commit that the first has in common with the others. */
  mergeBase(...revisions: readonly string[]): string | undefined;
  /** Whether the clone was cut off, and knows only the last commits. */
  isShallow(): boolean;
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
    openBlobs: (revision) => createBlobReader(cwd, revision),
    moves: (base, head) => {
      const args = ["diff", "-M", "-z", "--name-status", "--diff-filter=RD", base];
      return readMoves(git(...args, ...(head === undefined ? [] : [head]), "--", ":/") ?? "");
    },
    files: (revision) =>
      new Set(git("ls-tree", "-r", "-z", "--full-tree", "--name-only", revision)?.split("\0") ?? []),
    workingFiles: () => {
      const listed = git("ls-files", "-z", "--full-name", "--cached", "--others", "--exclude-standard", ":/");
      return [...new Set(listed?.split("\0").filter((file) => file !== ""))];
    },
    resolve: (revision) =>
      line("rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`),
    mergeBase: (...revisions) => line("merge-base", ...revisions),
    isShallow: () => line("rev-parse", "--is-shallow-repository") === "true",
    root: () => line("rev-parse", "--show-toplevel"),
    setting: (name) => line("config", name),
  };
}

/** Reads `R087 NUL old NUL new NUL` and `D NUL path NUL`. */
function readMoves(listed: string): Moves {
  const renamed = new Map<string, string>();
  const deleted: string[] = [];
  const parts = listed.split("\0");
  for (let index = 0; index + 1 < parts.length; ) {
    const [status = "", path = "", target = ""] = parts.slice(index, index + 3);
    if (status.startsWith("R")) renamed.set(target, path);
    else deleted.push(path);
    index += status.startsWith("R") ? 3 : 2;
  }
  return { renamed, deleted };
}

/** The remedy for a missing revision. */
export function adviceOn(git: Git): string {
  return git.isShallow()
    ? "This clone has only its last commits; fetch the rest (git fetch --unshallow; in GitHub Actions fetch-depth: 0)."
    : "Fetch it first (git fetch origin), or check its name.";
}

/**
 * The last commit that HEAD has in common with a branch or its remote: with a local branch that lags behind, changes of
 * others would count as changes of this branch.
 * @throws {ComparisonError} when there is no such branch or commit
 */
export function findMergeBase(git: Git, branch: string): string {
  const known = [branch, `origin/${branch}`].filter((name) => git.resolve(name) !== undefined);
  if (known.length === 0) {
    throw new ComparisonError(
      branch,
      `There is no branch ${branch} here, nor origin/${branch}. ${adviceOn(git)} Or give another branch with --merge-base.`,
    );
  }
  const base = git.mergeBase("HEAD", ...known);
  if (base !== undefined) return base;
  const reason = `HEAD and ${known.join(", ")} have no common ancestor here.`;
  throw new ComparisonError(branch, `${reason} ${adviceOn(git)}`);
}
