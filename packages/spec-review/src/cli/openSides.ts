import { existsSync } from "node:fs";
import { isAbsolute, posix, relative, resolve, sep } from "node:path";
import { ComparisonError } from "../document/ComparisonError.ts";
import { openDocument } from "../document/openDocument.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import { checkOutDocument } from "../git/checkOutDocument.ts";
import { createGit, type Git } from "../git/createGit.ts";
import type { Kept } from "../walk/OperationPair.ts";
import type { Io } from "./Io.ts";
import type { ReviewConfig } from "./ReviewConfig.ts";
import { UsageError } from "./UsageError.ts";

/** What the command line says about the two sides. */
export interface SideArguments {
  readonly base: string | undefined;
  readonly head: string | undefined;
  readonly document: string | undefined;
  readonly mergeBase: string | undefined;
}

/** The two sides, opened. */
export interface OpenedSides {
  readonly documents: Kept<ReviewedDocument>;
  /** Where decisions belong: the path of the new document, where it is a file. */
  readonly headFile: string | undefined;
  /** The text of a file beside the old document, as it was then. */
  readonly besideBase: (name: string) => string | undefined;
}

/**
 * Opens both sides: two files or addresses, or with a document two revisions, or the merge base and the working tree.
 *
 * @throws {ComparisonError} when a side cannot be had
 * @throws {UsageError} when it is not clear what to compare
 */
export async function openSides(io: Io, args: SideArguments, config: ReviewConfig): Promise<OpenedSides> {
  const document = args.document ?? (areFiles(io, args) ? undefined : config.document);
  if (document !== undefined) return openRevisions(io, { ...args, document }, config);
  const { base, head } = args;
  if (base === undefined || head === undefined) throw new UsageError(HELP);
  const [old, now] = await Promise.all([openFile(io, base), openFile(io, head)]);
  return {
    documents: { base: old, head: now },
    headFile: isAddress(head) ? undefined : head,
    besideBase: () => undefined,
  };
}

const HELP =
  "Say what to compare: two files (spec-review old.yaml new.yaml), two revisions (spec-review main HEAD --document " +
  'spec/openapi.yaml), or set "document" and "mergeBase" in spec-review.config.json.';

function areFiles({ cwd }: Io, { base, head }: SideArguments): boolean {
  return [base, head].every(
    (side) => side !== undefined && (isAddress(side) || existsSync(resolve(cwd, side))),
  );
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

function openFile({ cwd }: Io, name: string): Promise<ReviewedDocument> {
  if (isAddress(name)) return openDocument({ source: name, name });
  const file = resolve(cwd, name);
  if (!existsSync(file))
    throw new ComparisonError(name, `There is no file ${name}. For a revision, add --document.`);
  return openDocument({ source: file, name, folder: posix.dirname(slashed(name)) });
}

type RevisionArguments = SideArguments & { readonly document: string };

async function openRevisions(io: Io, args: RevisionArguments, config: ReviewConfig): Promise<OpenedSides> {
  const git = createGit(io.cwd);
  const root = git.root();
  if (root === undefined)
    throw new ComparisonError(args.document, "This is no git repository, so there are no revisions.");
  const path = slashed(relative(root, resolve(io.cwd, args.document)));
  const base = args.base ?? mergeBase(git, args.mergeBase ?? config.mergeBase);
  const old = await openRevision(git, base, path);
  const now =
    args.head === undefined ? await openFile(io, args.document) : await openRevision(git, args.head, path);
  return {
    documents: { base: old, head: now },
    headFile: args.document,
    besideBase: (name) => git.show(base, posix.join(posix.dirname(path), name)),
  };
}

function mergeBase(git: Git, branch: string | undefined): string {
  if (branch === undefined) throw new UsageError(HELP);
  const candidates = [branch, `origin/${branch}`].filter((name) => git.resolve(name) !== undefined);
  const [known] = candidates;
  if (known === undefined) {
    throw new ComparisonError(
      branch,
      `There is no branch ${branch} here. In a CI, fetch the whole history (fetch-depth: 0).`,
    );
  }
  const base = git.mergeBase(known, "HEAD");
  if (base === undefined) {
    throw new ComparisonError(
      branch,
      `HEAD and ${known} have no common ancestor. In a CI, fetch the whole history (fetch-depth: 0).`,
    );
  }
  return base;
}

async function openRevision(git: Git, revision: string, path: string): Promise<ReviewedDocument> {
  if (git.resolve(revision) === undefined) {
    throw new ComparisonError(
      revision,
      `There is no revision ${revision}. In a CI, fetch the whole history (fetch-depth: 0).`,
    );
  }
  const checkedOut = checkOutDocument(git, revision, path);
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

function slashed(path: string): string {
  return isAbsolute(path) ? path : path.split(sep).join("/");
}
