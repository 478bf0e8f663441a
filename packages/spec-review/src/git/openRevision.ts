import { join, posix, relative, resolve, sep } from "node:path";
import { ComparisonError, openDocument, type ReviewedDocument } from "../document/openDocument.ts";
import { adviceOn, type Git } from "./createGit.ts";

/** The files of a document by path, itself first. */
export type DocumentFiles = ReadonlyMap<string, string>;

type Read = (file: string) => string | undefined | Promise<string | undefined>;

/** Files of tools: descriptions may mention them, but documents do not refer to them. */
const OF_TOOLS = /(?:^|\/)(?:package|package-lock|tsconfig[^/]*)\.json$/;

/** The target of a `$ref` without its fragment; it may have any extension. */
const REFERENCE = /\$ref["']?\s*:\s*(?:"([^"#]+)|'([^'#]+)|([^\s"'#][^#\n,}]*))/g;

/**
 * Opens a document as it was at a revision.
 * @param path of the document from the root of the repository
 * @throws {ComparisonError} when there is no such revision, or no such document in it
 */
export async function openRevision(git: Git, revision: string, path: string): Promise<ReviewedDocument> {
  assertRevision(git, revision);
  const known = git.files(revision);
  if (!known.has(path)) {
    throw new ComparisonError(
      `${revision}:${path}`,
      `There is no ${path} in the revision ${revision}. Check the path (git ls-tree -r --name-only ${revision}).`,
    );
  }
  const blobs = git.openBlobs(revision);
  const readFile = async (absolute: string): Promise<string> => {
    const file = relative(ROOT, absolute).split(sep).join("/");
    const text = known.has(file) ? await blobs.read(file) : undefined;
    if (text === undefined) throw Object.assign(new Error("there is no such file"), { code: "ENOENT" });
    return text;
  };
  try {
    const short = /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 10) : revision;
    const names = { name: `${short}:${path}`, folder: posix.dirname(path) };
    return await openDocument({ source: join(ROOT, path), ...names, readFile });
  } finally {
    blobs.close();
  }
}

/** Where the loader finds the files of a revision; nothing is there on the disk. */
const ROOT = resolve("/revision");

/**
 * Makes sure that a revision is here.
 * @throws {ComparisonError} when it is not
 */
export function assertRevision(git: Git, revision: string): void {
  if (git.resolve(revision) !== undefined) return;
  throw new ComparisonError(revision, `There is no revision ${revision} here. ${adviceOn(git)}`);
}

/**
 * Reads a document and all files that it, or one of them, may refer to.
 * @param read gives the text of a file, or undefined where there is none
 */
export async function collectDocumentFiles(path: string, read: Read): Promise<DocumentFiles> {
  const files = new Map<string, string>();
  const seen = new Set([path]);
  for (let open = [path]; open.length > 0; ) {
    const texts = await Promise.all(open.map(async (file) => ({ file, text: await read(file) })));
    const next = new Set<string>();
    for (const { file, text } of texts) {
      if (text === undefined) continue;
      files.set(file, text);
      for (const other of mentionedFiles(file, text)) if (!seen.has(other)) next.add(other);
    }
    for (const file of next) seen.add(file);
    open = [...next];
  }
  return files;
}

/** The targets of references, and everything that looks like a path of a YAML or JSON file, relative to the file. */
function mentionedFiles(from: string, text: string): string[] {
  const folder = posix.dirname(from);
  const named = [...text.matchAll(/[^\s'"#,{}[\]()]+\.(?:ya?ml|json)\b/gi)].map(([name]) => name);
  const referred = [...text.matchAll(REFERENCE)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
  return [...named, ...referred]
    .map((name) => posix.normalize(posix.join(folder, decodeSafely(name.trim()))))
    .filter((file) => !OF_TOOLS.test(file));
}

function decodeSafely(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
