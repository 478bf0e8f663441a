import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ComparisonError } from "../document/ComparisonError.ts";
import { collectDocumentFiles } from "./collectDocumentFiles.ts";
import type { Git } from "./createGit.ts";

/** A document of a revision, laid out in a folder of its own with all it refers to. */
export interface CheckedOutDocument {
  /** The path of the document in that folder. */
  readonly file: string;
  /** Takes the folder away. */
  dispose(): void;
}

/**
 * Lays out a document as it was at a revision.
 * @param path of the document from the root of the repository
 * @throws {ComparisonError} when the revision has no such document
 */
export async function checkOutDocument(
  git: Git,
  revision: string,
  path: string,
): Promise<CheckedOutDocument> {
  const known = git.files(revision);
  if (!known.has(path)) {
    throw new ComparisonError(
      `${revision}:${path}`,
      `There is no ${path} in the revision ${revision}. Look at the path (git ls-tree -r --name-only ${revision}).`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "spec-review-"));
  const blobs = git.openBlobs(revision);
  try {
    const read = (file: string) => (known.has(file) ? blobs.read(file) : undefined);
    for (const [file, text] of await collectDocumentFiles(path, read)) {
      const target = join(folder, file);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  } finally {
    blobs.close();
  }
  return { file: join(folder, path), dispose: () => rmSync(folder, { recursive: true, force: true }) };
}
