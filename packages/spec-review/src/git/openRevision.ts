import { posix } from "node:path";
import { ComparisonError } from "../document/ComparisonError.ts";
import { openDocument } from "../document/openDocument.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import { checkOutDocument } from "./checkOutDocument.ts";
import { adviceOn, type Git } from "./createGit.ts";

/**
 * Opens a document as it was at a revision.
 * @param path of the document from the root of the repository
 * @throws {ComparisonError} when there is no such revision, or no such document in it
 */
export async function openRevision(git: Git, revision: string, path: string): Promise<ReviewedDocument> {
  assertRevision(git, revision);
  const checkedOut = await checkOutDocument(git, revision, path);
  try {
    const short = /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 10) : revision;
    return await openDocument({
      source: checkedOut.file,
      name: `${short}:${path}`,
      folder: posix.dirname(path),
    });
  } finally {
    checkedOut.dispose();
  }
}

/**
 * Makes sure that a revision is here.
 * @throws {ComparisonError} when it is not
 */
export function assertRevision(git: Git, revision: string): void {
  if (git.resolve(revision) !== undefined) return;
  throw new ComparisonError(revision, `There is no revision ${revision} here. ${adviceOn(git)}`);
}
