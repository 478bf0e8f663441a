import { existsSync, realpathSync } from "node:fs";
import { isAbsolute, join, posix, relative, resolve, sep } from "node:path";
import {
  ComparisonError,
  emptyDocument,
  openDocument,
  type ReviewedDocument,
} from "../document/openDocument.ts";
import { createGit, findMergeBase, type Git } from "../git/createGit.ts";
import { assertRevision, openRevision } from "../git/openRevision.ts";
import type { DocumentOrigin } from "../impact/createTypeWorkspace.ts";
import type { Kept } from "../walk/DocumentPair.ts";
import { chooseDocuments, type DocumentPaths } from "./chooseDocuments.ts";
import { type Io, UsageError } from "./Io.ts";
import type { ReviewConfig } from "./readConfig.ts";

/** What the command line says about the two sides. */
export interface SideArguments {
  readonly base: string | undefined;
  readonly head: string | undefined;
  /** Paths or globs of documents in the repository. */
  readonly document: readonly string[];
  readonly mergeBase: string | undefined;
}

/** The two sides of one document, opened. */
export interface OpenedSides {
  /** `new` or `removed` if one side does not have the document; a document without operations replaces it. */
  readonly change: "compared" | "new" | "removed";
  readonly documents: Kept<ReviewedDocument>;
  /** Finds the origins of the documents, with git if necessary. */
  origins(): Kept<DocumentOrigin>;
  /** Where decisions belong: the path of the new document, where it is a file. */
  readonly headFile: string | undefined;
  /** The text of a file as it was at the base; undefined where there was none. */
  readonly atBase: (file: string) => string | undefined;
}

/**
 * Opens both sides of each document: two files or addresses, or with documents two revisions, or the merge base and the
 * working tree.
 *
 * @throws {ComparisonError} when a side cannot be had
 * @throws {UsageError} when it is not clear what to compare
 */
export async function openSides(io: Io, args: SideArguments, config: ReviewConfig): Promise<OpenedSides[]> {
  const configured = areDocuments(io, args) ? [] : [config.document ?? []].flat();
  const document = args.document.length > 0 ? args.document : configured;
  if (document.length > 0) return openRevisions(io, { ...args, document }, config);
  const { base, head } = args;
  if (base === undefined || head === undefined) throw new UsageError(helpOn(io));
  const opening = [openOne(io, base), openOne(io, head)] as const;
  // Where neither can be opened, the error is that of the base, whichever came first.
  await Promise.allSettled(opening);
  const [old, now] = await Promise.all(opening);
  return [
    {
      change: "compared",
      documents: { base: old, head: now },
      origins: () => ({ base: originOf(io, base), head: originOf(io, head) }),
      headFile: existsSync(resolve(io.cwd, head)) ? head : undefined,
      atBase: () => undefined,
    },
  ];
}

function helpOn({ program = "spec-review" }: Io): string {
  return (
    `Give what to compare: two files (${program} old.yaml new.yaml), two revisions (${program} main HEAD --document ` +
    'spec/openapi.yaml), or set "document" and "mergeBase" in spec-review.config.json.'
  );
}

/** The name of a document, which may not exist: a path in a revision, or a file name. */
const NAMED = /:|\.(?:ya?ml|json)$/i;

/** Whether both sides name a document. */
function areDocuments({ cwd }: Io, { base, head }: SideArguments): boolean {
  if (head === undefined) return base !== undefined && NAMED.test(base);
  return [base, head].every(
    (side) => side !== undefined && (NAMED.test(side) || existsSync(resolve(cwd, side))),
  );
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/** A file, an address, or a path in a revision as git writes it (`main:spec/openapi.yaml`). */
async function openOne({ cwd }: Io, name: string): Promise<ReviewedDocument> {
  if (isAddress(name)) return openDocument({ source: name, name });
  const file = resolve(cwd, name);
  if (existsSync(file)) return openDocument({ source: file, name, folder: posix.dirname(slashed(name)) });
  const [, revision, path] = /^([^:]+):(.+)$/.exec(name) ?? [];
  if (revision === undefined || path === undefined)
    throw new ComparisonError(name, `There is no file ${name}. For a revision, add --document.`);
  const git = createGit(cwd);
  assertRepository(git, name);
  return openRevision(git, revision, path);
}

function assertRepository(git: Git, name: string): string {
  const root = git.root();
  if (root !== undefined) return root;
  throw new ComparisonError(name, "This is not a git repository, so there are no revisions.");
}

async function openRevisions(io: Io, args: SideArguments, config: ReviewConfig): Promise<OpenedSides[]> {
  const git = createGit(io.cwd);
  const root = assertRepository(git, args.document.join(", "));
  const inRepository = (file: string) => slashed(relative(root, resolve(io.cwd, file)));
  const base = args.base ?? mergeBase(io, git, args.mergeBase ?? config.mergeBase);
  for (const revision of [base, args.head]) if (revision !== undefined) assertRevision(git, revision);
  const patterns = args.document.map(inRepository);
  const chosen = await chooseDocuments({ git, root, base, head: args.head, patterns });
  const opened: OpenedSides[] = [];
  for (const paths of chosen) {
    opened.push({
      ...(await openChosen({ git, root, base, head: args.head }, paths)),
      headFile: relative(io.cwd, join(root, paths.head ?? paths.base ?? "")),
      atBase: (file) => git.show(base, inRepository(file)),
    });
  }
  return opened;
}

type Sides = {
  readonly git: Git;
  readonly root: string;
  readonly base: string;
  readonly head: string | undefined;
};

async function openChosen(
  { git, root, base, head }: Sides,
  paths: DocumentPaths,
): Promise<Pick<OpenedSides, "change" | "documents" | "origins">> {
  const [oldPath, nowPath] = [paths.base ?? paths.head ?? "", paths.head ?? paths.base ?? ""];
  const old = paths.base === undefined ? undefined : await openRevision(git, base, oldPath);
  const openHead = () =>
    head === undefined ? openWorkingTree(root, nowPath) : openRevision(git, head, nowPath);
  const found = paths.head === undefined ? undefined : await openHead();
  const now = found ?? (old && emptyDocument(old, nowPath));
  if (!now) throw new ComparisonError(nowPath, `There is no ${nowPath}.`);
  const moved = old && found && oldPath !== nowPath ? [`${nowPath} was ${oldPath}.`] : [];
  return {
    change: found === undefined ? "removed" : old === undefined ? "new" : "compared",
    documents: { base: old ?? emptyDocument(now), head: { ...now, notes: [...moved, ...now.notes] } },
    origins: () => ({
      base: { kind: "revision", revision: base, path: oldPath },
      head:
        head === undefined
          ? { kind: "workingTree", path: nowPath }
          : { kind: "revision", revision: head, path: nowPath },
    }),
  };
}

function mergeBase(io: Io, git: Git, branch: string | undefined): string {
  if (branch === undefined) throw new UsageError(helpOn(io));
  return findMergeBase(git, branch);
}

/** Paths begin at the root of the repository, as those of revisions do. */
function openWorkingTree(root: string, path: string): Promise<ReviewedDocument> {
  return openDocument({ source: join(root, path), name: path, folder: posix.dirname(path) });
}

function slashed(path: string): string {
  return isAbsolute(path) ? path : path.split(sep).join("/");
}

/** The origin of a document that was given alone: a file of this repository, of one of its revisions, or elsewhere. */
function originOf({ cwd }: Io, name: string): DocumentOrigin {
  const git = createGit(cwd);
  const root = git.root();
  if (root === undefined) return { kind: "elsewhere" };
  if (existsSync(resolve(cwd, name))) {
    const path = relative(realpathSync(root), realpathSync(resolve(cwd, name)));
    const isOutside = path.startsWith("..") || isAbsolute(path);
    return isOutside ? { kind: "elsewhere" } : { kind: "workingTree", path: path.split(sep).join("/") };
  }
  const [, revision, path] = /^([^:]+):(.+)$/.exec(name) ?? [];
  const isRevision = revision !== undefined && git.resolve(revision) !== undefined;
  return isRevision && path !== undefined ? { kind: "revision", revision, path } : { kind: "elsewhere" };
}
