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
  /** Hand-written TypeScript below the `src` of a package or app, without tests. */
  readonly sources: readonly SourceFile[];
  /** `*.test.ts` and what stands in `test` folders. */
  readonly tests: readonly SourceFile[];
  /** Folders of packages and apps, such as `packages/client`. */
  readonly packages: readonly string[];
}

/** The package or app that a file belongs to, such as `packages/client`; empty at the root. */
export function packageOf({ path }: SourceFile): string {
  return /^(?:packages|apps)\/[^/]+(?=\/)/.exec(path)?.[0] ?? "";
}

/** Makes a tree of paths and texts. */
export function createSourceTree(texts: ReadonlyMap<string, string>): SourceTree {
  const files = [...texts]
    .map(([path, text]) => ({ path, text, name: path.replace(/^.*\//, ""), lines: text.split("\n") }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  const scripts = files.filter(({ path }) => path.endsWith(".ts") && !path.includes("/generated/"));
  const isTest = ({ path }: SourceFile): boolean => /\.test\.ts$|\.test-d\.ts$|\/test\//.test(path);
  const isSource = ({ path }: SourceFile): boolean => /^(?:packages|apps)\/[^/]+\/src\//.test(path);
  return {
    files,
    sources: scripts.filter((file) => isSource(file) && !isTest(file)),
    tests: scripts.filter(isTest),
    packages: [...new Set(files.map(packageOf))].filter((name) => name !== ""),
  };
}
