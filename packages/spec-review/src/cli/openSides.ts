import { existsSync } from "node:fs";
import { isAbsolute, posix, relative, resolve, sep } from "node:path";
import { ComparisonError } from "../document/ComparisonError.ts";
import { openDocument } from "../document/openDocument.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import { createGit, type Git } from "../git/createGit.ts";
import { findMergeBase } from "../git/findMergeBase.ts";
import { openRevision } from "../git/openRevision.ts";
import type { DocumentOrigin } from "../impact/documentLayout.ts";
import type { Kept } from "../walk/OperationPair.ts";
import type { Io } from "./Io.ts";
import { originOf } from "./originOf.ts";
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
  /** Where they come from. */
  readonly origins: Kept<DocumentOrigin>;
  /** Where decisions belong: the path of the new document, where it is a file. */
  readonly headFile: string | undefined;
  /** The text of a file as it was at the base; undefined where there was none. */
  readonly atBase: (file: string) => string | undefined;
}

/**
 * Opens both sides: two files or addresses, or with a document two revisions, or the merge base and the working tree.
 *
 * @throws {ComparisonError} when a side cannot be had
 * @throws {UsageError} when it is not clear what to compare
 */
export async function openSides(io: Io, args: SideArguments, config: ReviewConfig): Promise<OpenedSides> {
  const document = args.document ?? (areDocuments(io, args) ? undefined : config.document);
  if (document !== undefined) return openRevisions(io, { ...args, document }, config);
  const { base, head } = args;
  if (base === undefined || head === undefined) throw new UsageError(HELP);
  const [old, now] = await Promise.all([openOne(io, base), openOne(io, head)]);
  return {
    documents: { base: old, head: now },
    origins: { base: originOf(io, base), head: originOf(io, head) },
    headFile: existsSync(resolve(io.cwd, head)) ? head : undefined,
    atBase: () => undefined,
  };
}

const HELP =
  "Say what to compare: two files (spec-review old.yaml new.yaml), two revisions (spec-review main HEAD --document " +
  'spec/openapi.yaml), or set "document" and "mergeBase" in spec-review.config.json.';

/** Whether both sides say by themselves which document they mean. */
function areDocuments({ cwd }: Io, { base, head }: SideArguments): boolean {
  return [base, head].every(
    (side) => side !== undefined && (side.includes(":") || existsSync(resolve(cwd, side))),
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
  throw new ComparisonError(name, "This is no git repository, so there are no revisions.");
}

type RevisionArguments = SideArguments & { readonly document: string };

async function openRevisions(io: Io, args: RevisionArguments, config: ReviewConfig): Promise<OpenedSides> {
  const git = createGit(io.cwd);
  const root = assertRepository(git, args.document);
  const inRepository = (file: string) => slashed(relative(root, resolve(io.cwd, file)));
  const path = inRepository(args.document);
  const base = args.base ?? mergeBase(git, args.mergeBase ?? config.mergeBase);
  const old = await openRevision(git, base, path);
  const now =
    args.head === undefined
      ? await openWorkingTree(io, args.document, path)
      : await openRevision(git, args.head, path);
  return {
    documents: { base: old, head: now },
    origins: {
      base: { kind: "revision", revision: base, path },
      head:
        args.head === undefined
          ? { kind: "workingTree", path }
          : { kind: "revision", revision: args.head, path },
    },
    headFile: args.document,
    atBase: (file) => git.show(base, inRepository(file)),
  };
}

function mergeBase(git: Git, branch: string | undefined): string {
  if (branch === undefined) throw new UsageError(HELP);
  return findMergeBase(git, branch);
}

/** Places are told from the root of the repository, as those of revisions are. */
function openWorkingTree({ cwd }: Io, document: string, path: string): Promise<ReviewedDocument> {
  const source = resolve(cwd, document);
  if (!existsSync(source)) throw new ComparisonError(document, `There is no file ${document}.`);
  return openDocument({ source, name: path, folder: posix.dirname(path) });
}

function slashed(path: string): string {
  return isAbsolute(path) ? path : path.split(sep).join("/");
}
