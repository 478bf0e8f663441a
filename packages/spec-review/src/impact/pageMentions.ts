import { posix } from "node:path";
import type { AffectedOperation, Finding, ImpactLocation } from "../findings/Finding.ts";
import { matchesAny } from "./explainDiagnostic.ts";
import { type FindingWords, findingWords, holdsWord, isDistinctive } from "./findingWords.ts";
import { type ImpactConfig, PAGE_KINDS } from "./ImpactConfig.ts";

/** Creates a test whether a text mentions an operation, by its id or by method and path. */
export function callTest({ method, path, operationId }: AffectedOperation): (text: string) => boolean {
  const id = operationId !== undefined && isDistinctive(operationId) ? operationId : undefined;
  // Functions, such as those of the domain, often have the same name; a call of one is not a call of the operation.
  const namesake = new RegExp(`[.\\s]${escaped(id ?? "")}\\??\\.?[(<]`);
  const [start = ""] = path.split("{");
  const [wholePath, word] = [pathPattern(path), new RegExp(`\\b${method}\\b`, "i")];
  return (text) => {
    if (id !== undefined && holdsWord(text, id) && !namesake.test(text)) return true;
    return text.includes(start) && wholePath.test(text) && word.test(text);
  };
}

/** Parameters may have values, or be written in any of the usual forms. */
function pathPattern(path: string): RegExp {
  const parts = path.split(/\{[^}]*\}/).map(escaped);
  return new RegExp(`(?<![{-])${parts.join("[^\\s/\"'`]+")}(?![\\w/{}-])`);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** The globs of pages where the configuration names none. */
const DEFAULT_GLOBS: Readonly<Record<(typeof PAGE_KINDS)[number], readonly string[]>> = {
  docs: ["**/*.{md,mdx,adoc,rst,http}"],
  mock: [
    "**/{__mocks__,mocks,mock,fixtures,__fixtures__,wiremock}/**",
    "**/*.mock.*",
    "**/*.{har,postman_collection.json}",
  ],
  test: ["**/{test,tests,__tests__,e2e}/**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}", "**/*.{test,spec,test-d}.*"],
};

/** Pages about earlier versions. */
const HISTORY = /(?:^|\/)(?:changelog|changes|history)\b[^/]*$/i;

/** The pages of a repository. */
interface PageSource {
  /** Paths of all files, without those of the document. */
  readonly files: readonly string[];
  readonly read: (file: string) => string | undefined;
  readonly config: ImpactConfig;
}

interface Page {
  readonly kind: (typeof PAGE_KINDS)[number];
  readonly file: string;
  readonly text: string;
}

/** Finds pages and mocks that mention what changed: each page once, with the first line that does. */
export function pageMentions({ files, read, config }: PageSource): (finding: Finding) => ImpactLocation[] {
  const pages = PAGE_KINDS.flatMap((kind) => {
    const globs = config.mentions?.[kind] ?? DEFAULT_GLOBS[kind];
    return files
      .filter((file) => matchesAny(file, globs) && !HISTORY.test(posix.basename(file)))
      .map((file): Page => ({ kind, file, text: read(file) ?? "" }));
  });
  const byFile = new Map(pages.toReversed().map((page) => [page.file, page]));
  return (finding) => {
    const isMention = mentionTest(finding);
    return [...byFile.values()].flatMap((page) => locationIn(page, isMention) ?? []).toSorted(byLocation);
  };
}

function byLocation(left: ImpactLocation, right: ImpactLocation): number {
  return left.kind.localeCompare(right.kind, "en") || left.file.localeCompare(right.file, "en");
}

type MentionTest = (page: Page) => ((line: string) => boolean) | undefined;

const LONGEST_TEXT = 140;

function locationIn(page: Page, mentions: MentionTest): ImpactLocation | undefined {
  const test = mentions(page);
  if (!test) return undefined;
  const lines = page.text.split("\n");
  const found = lines.flatMap((line, index) => (test(line) ? [index] : []));
  const [first] = found;
  if (first === undefined) return undefined;
  const line = lines[first] ?? "";
  const shown = line.trim().slice(0, LONGEST_TEXT);
  const more = found.length > 1 ? ` (and ${found.length - 1} more)` : "";
  const column = line.length - line.trimStart().length + 1;
  return {
    kind: page.kind,
    file: page.file,
    line: first + 1,
    column,
    text: shown + more,
    operationId: null,
    details: [],
    certainty: "mentions",
  };
}

/** The lines of a page that mention a finding: those with its operation, or with the member or structure that changed. */
function mentionTest(finding: Finding): MentionTest {
  const words = findingWords(finding);
  const calls = finding.operations.map(callTest);
  const speaksOfOperation = (text: string) => calls.some((isCall) => isCall(text));
  const isAboutOperations = words.isWholeOperation || words.structures.length === 0;
  return (page) => {
    // A test calls its operations in any form; it only certainly fails if they are removed.
    if (page.kind === "test" && !words.isWholeOperation) return undefined;
    if (isAboutOperations) return finding.operations.length > 0 ? speaksOfOperation : undefined;
    const isAtHome = [...words.operationIds, ...words.structures].some((name) => holdsWord(page.text, name));
    const distinctive = words.about.filter(
      (word) => isDistinctive(word) || isAtHome || speaksOfOperation(page.text),
    );
    const names = distinctive.length > 0 ? distinctive : structuresOf(words);
    return names.length > 0 ? (line) => names.some((name) => isSpelled(line, name)) : undefined;
  };
}

/** The structures of a finding that names nothing inside them. */
function structuresOf({ about, structures }: FindingWords): readonly string[] {
  return about.length === 0 ? structures : [];
}

/** Whether a name is written as code: in quotes or backticks, after a dot, or as a key. */
function isSpelled(line: string, name: string): boolean {
  if (!holdsWord(line, name)) return false;
  if (isDistinctive(name)) return true;
  return ["`", '"', "'", "."].some((sign) => line.includes(sign + name)) || line.includes(`${name}:`);
}
