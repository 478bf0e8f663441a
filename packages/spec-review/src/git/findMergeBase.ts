import { ComparisonError } from "../document/ComparisonError.ts";
import { adviceOn, type Git } from "./createGit.ts";

/**
 * The last commit that HEAD has in common with a branch, be it the local one or that of the remote: a local branch
 * that lags behind must not lay the changes of others to this one.
 * @throws {ComparisonError} when there is no such branch or commit
 */
export function findMergeBase(git: Git, branch: string): string {
  const known = [branch, `origin/${branch}`].filter((name) => git.resolve(name) !== undefined);
  if (known.length === 0) {
    throw new ComparisonError(
      branch,
      `There is no branch ${branch} here, nor origin/${branch}. ${adviceOn(git)} Or name another branch with --merge-base.`,
    );
  }
  const base = git.mergeBase("HEAD", ...known);
  if (base !== undefined) return base;
  const reason = `HEAD and ${known.join(", ")} have no common ancestor here.`;
  throw new ComparisonError(branch, `${reason} ${adviceOn(git)}`);
}
