import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One file of the repository. */
export interface SourceFile {
  /** Relative to the root, with `/` between folders. */
  readonly path: string;
  /** The last part of the path. */
  readonly name: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/** The hand-written files of the repository and those that are generated. */
export interface SourceTree {
  /** Every file that the rules look at. */
  readonly files: readonly SourceFile[];
  /** All hand-written TypeScript. */
  readonly scripts: readonly SourceFile[];
  /** Hand-written TypeScript below the `src` of a package or app, without tests. */
  readonly sources: readonly SourceFile[];
  /** `*.test.ts` and the files of `test` folders. */
  readonly tests: readonly SourceFile[];
  /** Folders of packages and apps, such as `packages/client`. */
  readonly packages: readonly string[];
}

/** A location where a rule is broken. */
export interface Breach {
  /** Relative to the root of the repository; `file` or `file:line`. */
  readonly where: string;
  /** What the rule found there. */
  readonly what: string;
}

/** A habit of this repository that no ready-made linter checks. */
export interface HouseRule {
  readonly name: string;
  /** What to do instead, and why; printed to the person who broke the rule. */
  readonly advice: string;
  find(tree: SourceTree): readonly Breach[];
}

/** The package or app that a file belongs to, such as `packages/client`; empty at the root. */
export function packageOf({ path }: Pick<SourceFile, "path">): string {
  return /^(?:packages|apps)\/[^/]+(?=\/)/.exec(path)?.[0] ?? "";
}

/** Makes a tree of paths and texts. */
export function createSourceTree(texts: ReadonlyMap<string, string>): SourceTree {
  const files = [...texts]
    .map(([path, text]) => ({ path, text, name: path.replace(/^.*\//, ""), lines: text.split("\n") }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  const scripts = files.filter(({ path }) => /\.tsx?$/.test(path) && !path.includes("/generated/"));
  const isTest = ({ path }: SourceFile): boolean => /\.test\.tsx?$|\.test-d\.ts$|\/test\//.test(path);
  const isSource = ({ path }: SourceFile): boolean => /^(?:packages|apps)\/[^/]+\/src\//.test(path);
  return {
    files,
    scripts,
    sources: scripts.filter((file) => isSource(file) && !isTest(file)),
    tests: scripts.filter(isTest),
    packages: [...new Set(files.map(packageOf))].filter((name) => name !== ""),
  };
}

const LOCATIONS = [
  "{packages,apps}/**/*.{ts,tsx,md,json}",
  "{scripts,benchmarks}/**/*.ts",
  "{docs,spec}/**/*.{md,yaml}",
  "*.md",
  "turbo.json",
];
const LEFT_OUT = ["node_modules", "dist", "data", ".turbo", "corpus"];

/** Reads the packages, apps and scripts of a repository, its public document and its guides. */
export function readSourceTree(root: string): SourceTree {
  const paths = globSync(LOCATIONS, { cwd: root, exclude: (name) => LEFT_OUT.includes(name) });
  return createSourceTree(
    new Map(paths.map((path) => [path.replaceAll("\\", "/"), readFileSync(join(root, path), "utf8")])),
  );
}

/** What to look for in the lines of files. */
export interface LineSearch {
  readonly files: readonly SourceFile[];
  readonly pattern: RegExp;
  /** Lines that match this too are right. */
  readonly except?: RegExp;
  /** Looks at comments as well. @default false */
  readonly inComments?: boolean;
}

const COMMENT = /^\s*(?:\/\/|\/?\*)/;

/** The lines that match a pattern. */
export function findLines({ files, pattern, except, inComments = false }: LineSearch): readonly Breach[] {
  return files.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => {
      if (!pattern.test(line) || except?.test(line) === true) return [];
      if (!inComments && COMMENT.test(line)) return [];
      return [{ where: `${path}:${index + 1}`, what: line.trim() }];
    }),
  );
}
