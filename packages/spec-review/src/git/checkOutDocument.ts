import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { ComparisonError } from "../document/ComparisonError.ts";
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
export function checkOutDocument(git: Git, revision: string, path: string): CheckedOutDocument {
  const known = git.files(revision);
  if (!known.has(path)) {
    throw new ComparisonError(`${revision}:${path}`, `There is no ${path} in the revision ${revision}.`);
  }
  const folder = mkdtempSync(join(tmpdir(), "spec-review-"));
  const open = [path];
  const done = new Set<string>();
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (done.has(file)) continue;
    done.add(file);
    const text = git.show(revision, file);
    if (text === undefined) continue;
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    open.push(...mentionedFiles(file, text).filter((other) => known.has(other)));
  }
  return { file: join(folder, path), dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Whatever looks like a path of a YAML or JSON file, seen from the file that mentions it. */
function mentionedFiles(from: string, text: string): string[] {
  const folder = posix.dirname(from);
  const found = text.matchAll(/[^\s'"#,{}[\]()]+\.(?:ya?ml|json)\b/gi);
  return [...found].map(([name]) => posix.normalize(posix.join(folder, decodeSafely(name))));
}

function decodeSafely(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
