import type { ReviewedDocument } from "../document/openDocument.ts";
import type { DocumentFiles } from "../git/openRevision.ts";
import type { Kept } from "../walk/DocumentPair.ts";
import type { Checker } from "./createChecker.ts";
import type { Digests, TypeWorkspace } from "./createTypeWorkspace.ts";
import type { Failure } from "./explainDiagnostic.ts";
import type { Diagnostic } from "./parseDiagnostics.ts";

const LINES_AROUND = 3;
/** "Unused '@ts-expect-error' directive": the code that no longer fails is below it. */
const UNUSED_DIRECTIVE = "TS2578";

/** Reads the code that an error is about. */
function readFailure(diagnostic: Diagnostic, read: (file: string) => string | undefined): Failure {
  const lines = (read(diagnostic.file) ?? "").split("\n");
  const at = diagnostic.line - 1;
  const below = diagnostic.code === UNUSED_DIRECTIVE ? LINES_AROUND : 0;
  return {
    diagnostic,
    code: lines.slice(at, at + 1 + below).join("\n"),
    around: lines.slice(Math.max(0, at - LINES_AROUND), at + 1 + LINES_AROUND).join("\n"),
  };
}

/** What makes types and checks projects. */
export interface ImpactTools {
  readonly workspace: TypeWorkspace;
  readonly checker: Checker;
  /** The text of a file of the copy as it is now. */
  readonly read: (file: string) => string | undefined;
  readonly progress: (step: string) => void;
}

/** What does not compile. */
export interface FoundFailures {
  /** Errors that only the types of the new document cause. */
  readonly fresh: readonly Failure[];
  /** Errors that are there with the old document as well. */
  readonly before: readonly Failure[];
  /** The generated files that differ. */
  readonly generated: readonly string[];
  /** All files as the old document has them. */
  readonly old: Digests;
  readonly projects: readonly string[];
  /** Identifies an error, for the types of both documents. */
  readonly keyOf: (diagnostic: Diagnostic) => string;
}

/** Both documents, and how they are laid out. */
interface BothDocuments {
  readonly documents: Kept<ReviewedDocument>;
  readonly files: Kept<DocumentFiles>;
}

/** Finds the compile errors that the types of the new document bring. */
export async function findFailures(
  tools: ImpactTools,
  { documents, files }: BothDocuments,
): Promise<FoundFailures> {
  const { workspace, checker, progress, read } = tools;
  progress("generating the types of the old document");
  await workspace.generate(files.base, documents.base.name);
  const old = workspace.digests();
  progress("generating the types of the new document");
  await workspace.generate(files.head, documents.head.name);
  const generated = changedFiles(old, workspace.digests());
  const keyOf = keyMaker(generated);
  if (generated.length === 0) return { fresh: [], before: [], generated, old, projects: [], keyOf };
  progress("finding the projects that use them");
  const projects = await projectsWith(tools, generated, { old, documents, files });
  progress(`checking ${projects.join(", ")}`);
  const all = (await checker.check(projects)).map((diagnostic) => readFailure(diagnostic, read));
  if (all.length === 0) return { fresh: [], before: [], generated, old, projects, keyOf };
  progress("compiling them with the types of the old document");
  await workspace.generate(files.base, documents.base.name);
  const known = new Set((await checker.check(projects)).map(keyOf));
  const wasThere = ({ diagnostic }: Failure) => known.has(keyOf(diagnostic));
  const [before, fresh] = [all.filter(wasThere), all.filter((failure) => !wasThere(failure))];
  return { fresh, before, generated, old, projects, keyOf };
}

/** A file that the new document no longer makes is held by projects as long as it is there. */
async function projectsWith(
  { workspace, checker }: ImpactTools,
  generated: readonly string[],
  { old, documents, files }: BothDocuments & { readonly old: Digests },
): Promise<string[]> {
  const now = workspace.digests();
  const projects = await checker.projectsWith(generated);
  const gone = generated.filter((file) => old.has(file) && !now.has(file));
  if (gone.length === 0) return projects;
  await workspace.generate(files.base, documents.base.name);
  const before = await checker.projectsWith(gone);
  await workspace.generate(files.head, documents.head.name);
  return [...new Set([...projects, ...before])].toSorted();
}

function changedFiles(before: Digests, after: Digests): string[] {
  const files = new Set([...before.keys(), ...after.keys()]);
  return [...files].filter((file) => before.get(file) !== after.get(file)).toSorted();
}

/** Lines of generated files move with the document; what is wrong in them stays the same. */
function keyMaker(generated: readonly string[]): FoundFailures["keyOf"] {
  const moving = new Set(generated);
  return ({ file, line, column, code, message }) =>
    moving.has(file) ? `${file} ${code} ${message}` : `${file}:${line}:${column} ${code}`;
}
