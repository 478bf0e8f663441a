import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { ComparisonError } from "../document/openDocument.ts";
import type { Git } from "../git/createGit.ts";
import { matchesAny } from "../impact/explainDiagnostic.ts";

/** The paths of one document, from the root of the repository; undefined where a side does not have it. */
export interface DocumentPaths {
  readonly base: string | undefined;
  readonly head: string | undefined;
}

/** Where documents are looked for. */
interface DocumentSearch {
  readonly git: Git;
  readonly root: string;
  readonly base: string;
  /** Undefined: the working tree. */
  readonly head: string | undefined;
  /** Paths or globs from the root of the repository. */
  readonly patterns: readonly string[];
}

/** Whether a path names files by a pattern. */
function isGlob(path: string): boolean {
  return /[*?[\]{}]/.test(path);
}

/**
 * Finds the documents that are compared: those at the head, each with its path at the base, which Git follows where a
 * file was renamed, and those that only the base has. A file that a glob matches counts if it is an OpenAPI document.
 * @throws {ComparisonError} when there is no document
 */
export async function chooseDocuments(search: DocumentSearch): Promise<DocumentPaths[]> {
  const { git, base, patterns } = search;
  const known = git.files(base);
  const [old, now] = [await documentsAt(search, "base", known), await documentsAt(search, "head", known)];
  const origins = await originsOf(
    search,
    now.filter((path) => !known.has(path)),
  );
  const kept = now.map((path) => ({ base: known.has(path) ? path : origins.get(path), head: path }));
  const taken = new Set(kept.map((paths) => paths.base));
  const gone = old.filter((path) => !taken.has(path)).map((path) => ({ base: path, head: undefined }));
  if (kept.length + gone.length > 0) return [...kept, ...gone];
  const [only = ""] = patterns;
  if (patterns.length > 1 || isGlob(only))
    throw new ComparisonError(only, `No OpenAPI document matches ${patterns.join(", ")}.`);
  const where = search.head === undefined ? "" : ` in the revision ${search.head}`;
  throw new ComparisonError(only, `There is no ${search.head === undefined ? "file " : ""}${only}${where}.`);
}

/**
 * The origins of new documents: renames of Git, and for a single new document the only deleted one, also if they have
 * little in common. Otherwise the removal of a whole document would pass as a new one.
 */
async function originsOf(
  { git, root, base, head }: DocumentSearch,
  fresh: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (fresh.length === 0) return new Map();
  const { renamed, deleted } = git.moves(base, head);
  const [only, ...others] = fresh.filter((path) => !renamed.has(path));
  if (only === undefined || others.length > 0) return renamed;
  const [source, ...more] = await onlyDocuments(deleted, { git, root, revision: base });
  return source === undefined || more.length > 0 ? renamed : new Map([...renamed, [only, source]]);
}

/** A path that is written out is taken at the head as it is; globs find files on both sides. */
async function documentsAt(
  { git, root, base, head, patterns }: DocumentSearch,
  side: "base" | "head",
  known: ReadonlySet<string>,
): Promise<string[]> {
  const globs = patterns.filter(isGlob);
  const plain = side === "head" ? patterns.filter((path) => !isGlob(path)) : [];
  const revision = side === "base" ? base : head;
  const files = revision === undefined ? undefined : side === "base" ? known : git.files(revision);
  const isThere = (path: string) => files?.has(path) ?? existsSync(join(root, path));
  const matched =
    globs.length === 0 ? [] : [...(files ?? git.workingFiles())].filter((path) => matchesAny(path, globs));
  const found = await onlyDocuments(matched.filter(isThere), { git, root, revision });
  return [...new Set([...plain.filter(isThere), ...found])].toSorted();
}

type Source = Pick<DocumentSearch, "git" | "root"> & { readonly revision: string | undefined };

const DOCUMENT_FILES: ReadonlySet<string> = new Set([".yaml", ".yml", ".json"]);
/** The key `openapi`, in YAML or JSON, at the start of any line. */
const IS_DOCUMENT = /^\s*(?:\{\s*)?["']?openapi["']?\s*:/m;

async function onlyDocuments(paths: readonly string[], { git, root, revision }: Source): Promise<string[]> {
  const candidates = paths.filter((path) => DOCUMENT_FILES.has(posix.extname(path).toLowerCase()));
  if (revision === undefined)
    return candidates.filter((path) => IS_DOCUMENT.test(readFileSync(join(root, path), "utf8")));
  const blobs = git.openBlobs(revision);
  try {
    const texts = await Promise.all(candidates.map((path) => blobs.read(path)));
    return candidates.filter((_, index) => IS_DOCUMENT.test(texts[index] ?? ""));
  } finally {
    blobs.close();
  }
}
