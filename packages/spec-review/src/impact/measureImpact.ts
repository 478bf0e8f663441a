import { isJsonEqual } from "@gatehouse/contract";
import type { OperationView } from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/openDocument.ts";
import { readOperations } from "../document/readOperations.ts";
import type { Finding, ImpactLocation, ImpactReport } from "../findings/Finding.ts";
import type { Git } from "../git/createGit.ts";
import type { Kept } from "../walk/DocumentPair.ts";
import { copyWorkspace, type WorkspaceCopy } from "./copyWorkspace.ts";
import { createChecker } from "./createChecker.ts";
import { createTypeWorkspace, type DocumentOrigin, documentLayout } from "./createTypeWorkspace.ts";
import { exampleMentions } from "./exampleMentions.ts";
import { type Failure, isNamedAfter, kindOf } from "./explainDiagnostic.ts";
import { type CauseFinder, findCauses } from "./findCauses.ts";
import { type FoundFailures, findFailures } from "./findFailures.ts";
import { findGenerators, type ToolSurroundings } from "./findGenerators.ts";
import type { ImpactConfig } from "./ImpactConfig.ts";
import { pageMentions } from "./pageMentions.ts";
import { waiverMentions } from "./waiverMentions.ts";

/**
 * The operation that an error belongs to: the one that the message names, that the file is named after, or that the
 * code calls by its path; null where there is none, or more than one.
 */
function operationOf({ diagnostic, code }: Failure, operations: readonly OperationView[]): string | null {
  const named = idsOf(operations, (id) => diagnostic.message.includes(`"${id}"`));
  const [only] = named;
  if (only !== undefined && named.length === 1) return only;
  const [own] = idsOf(operations, (id) => isNamedAfter(diagnostic.file, id));
  if (own !== undefined) return own;
  const called = operations.filter(({ path, method }) => isCalled(code, path, method));
  return idsOf(called, () => true)[0] ?? null;
}

function idsOf(operations: readonly OperationView[], isMeant: (id: string) => boolean): string[] {
  return [...new Set(operations.flatMap(({ id }) => (id !== undefined && isMeant(id) ? [id] : [])))];
}

/** `client.GET("/pets", …)`, as openapi-fetch and its kin have it. */
function isCalled(code: string, path: string, method: string): boolean {
  const at = code.search(new RegExp(`\\.${method}\\(`, "i"));
  return at >= 0 && ['"', "'", "`"].some((quote) => code.slice(at).includes(`(${quote}${path}${quote}`));
}

/** Options of `measureImpact`. */
interface ImpactOptions extends ToolSurroundings {
  readonly git: Git;
  /** The folder of the repository. */
  readonly root: string;
  /** The path of the document that the types are generated from, from the root. */
  readonly path: string;
  readonly documents: Kept<ReviewedDocument>;
  readonly origins: Kept<DocumentOrigin>;
  readonly findings: readonly Finding[];
  readonly config: ImpactConfig;
  /** Called with each step. */
  readonly progress: (step: string) => void;
}

/**
 * Determines the impact of the changes of a document on the repository: where it no longer compiles with the types of
 * the new document, and what else mentions what changed. This happens in a copy; the repository is only read.
 *
 * @throws {ImpactError} when the types cannot be generated or the compiler does not work
 */
export async function measureImpact(options: ImpactOptions): Promise<ImpactReport> {
  const { git, root, config, progress, documents } = options;
  if (isJsonEqual(documents.base.root, documents.head.root)) return NO_IMPACT;
  progress("copying the repository");
  const copy = copyWorkspace({ root, files: git.workingFiles(), extra: config.copy ?? [] });
  try {
    return await measureIn(copy, options);
  } finally {
    copy.dispose();
  }
}

const NO_IMPACT: ImpactReport = {
  findings: [],
  unexplained: [],
  failingBefore: [],
  generated: [],
  projects: [],
};

async function measureIn(copy: WorkspaceCopy, options: ImpactOptions): Promise<ImpactReport> {
  const { documents, origins, config, findings, path, progress } = options;
  const layout = { git: options.git, copy, path };
  const files = {
    base: await documentLayout.of(layout, origins.base, documents.base),
    head: await documentLayout.of(layout, origins.head, documents.head),
  };
  const workspace = createTypeWorkspace({
    copy,
    generators: findGenerators(copy, config),
    surroundings: options,
  });
  const checker = createChecker({ copy, config, surroundings: options });
  const tools = { workspace, checker, progress, read: copy.read };
  const failures = await findFailures(tools, { documents, files });
  const causes = await findCauses({ ...tools, path, documents, findings, config }, failures);
  const pages = copy.files.filter((file) => !files.base.has(file) && !files.head.has(file));
  const mentions = mentionsOf(options, { files: pages, read: copy.read, config });
  return report(options, { failures, causes, mentions });
}

type MentionFinder = (finding: Finding) => ImpactLocation[];

function mentionsOf({ documents }: ImpactOptions, pages: Parameters<typeof pageMentions>[0]): MentionFinder {
  const finders = [exampleMentions(documents.head), waiverMentions(documents.head), pageMentions(pages)];
  // A safe change needs no edits, so mentions of it do not matter.
  return (finding) => (finding.severity === "safe" ? [] : finders.flatMap((find) => find(finding)));
}

interface Found {
  readonly failures: FoundFailures;
  readonly causes: CauseFinder;
  readonly mentions: MentionFinder;
}

function report(options: ImpactOptions, { failures, causes, mentions }: Found): ImpactReport {
  const locate = createLocator(options);
  const findings = options.findings.map((finding) => {
    const failing = failures.fresh.filter((failure) => causes(failure).includes(finding)).map(locate);
    const mentioned = mentions(finding).filter(
      ({ file, line }) => !failing.some((other) => other.file === file && other.line === line),
    );
    return { fingerprint: finding.fingerprint, locations: [...failing.toSorted(byLocation), ...mentioned] };
  });
  return {
    findings: findings.filter(({ locations }) => locations.length > 0),
    unexplained: failures.fresh
      .filter((failure) => causes(failure).length === 0)
      .map(locate)
      .toSorted(byLocation),
    failingBefore: failures.before.map(locate).toSorted(byLocation),
    generated: failures.generated,
    projects: failures.projects,
  };
}

const KINDS: readonly ImpactLocation["kind"][] = ["handler", "client", "code", "test"];

function byLocation(left: ImpactLocation, right: ImpactLocation): number {
  return (
    KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind) ||
    left.file.localeCompare(right.file, "en") ||
    left.line - right.line ||
    left.column - right.column
  );
}

function createLocator({ documents, config }: ImpactOptions) {
  const operations = [documents.base, documents.head].flatMap(({ root }) => readOperations(root));
  const operationIds = operations.flatMap(({ id }) => id ?? []);
  return (failure: Failure): ImpactLocation => {
    const { diagnostic, around } = failure;
    const { file, line, column, code, message } = diagnostic;
    const kind = kindOf({ file, around, operationIds }, config);
    const details = message.split("\n");
    // Compilers begin with whole types and end with the reason.
    const text = `${code} ${details.at(-1)?.trim() ?? ""}`;
    return {
      kind,
      file,
      line,
      column,
      operationId: operationOf(failure, operations),
      text,
      details: details.length > 1 ? details : [],
      certainty: "fails",
    };
  };
}
