import { join, normalize } from "node:path/posix";
import { type Breach, type HouseRule, packageOf, type SourceFile, type SourceTree } from "./SourceTree.ts";

/** The size of a package's files, as a newcomer meets it. */
export interface PackageFigures {
  readonly folder: string;
  readonly files: number;
  readonly lines: number;
  readonly filesPerThousandLines: number;
  readonly importsPerHundredLines: number;
  readonly longestChain: number;
  /** The most files that load each other one after the other; imports of types alone do not load. */
  readonly chain: readonly string[];
}

/** The limits of every package. */
const LIMITS = { filesPerThousandLines: 14, importsPerHundredLines: 6, longestChain: 10 } as const;

/** Small packages have few lines to share an entry point among. */
const FEWEST_LINES = 500;
const IMPORT = /^(import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)";/gm;

/** The figures of every package and app, in order of their folders. */
export function packageFigures({ sources }: Pick<SourceTree, "sources">): readonly PackageFigures[] {
  return [...Map.groupBy(sources, packageOf)].map(([folder, files]) => {
    const lines = files.reduce((sum, file) => sum + file.lines.length - 1, 0);
    const imports = files
      .flatMap(({ text }) => [...text.matchAll(IMPORT)])
      .filter(([, word]) => word === "import");
    const chain = longestChain(files);
    return {
      folder,
      files: files.length,
      lines,
      filesPerThousandLines: (files.length / lines) * 1000,
      importsPerHundredLines: (imports.length / lines) * 100,
      longestChain: chain.length,
      chain: chain.map((path) => path.slice(folder.length + 1)),
    };
  });
}

function longestChain(files: readonly SourceFile[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const chains = new Map<string, readonly string[]>();
  const chainFrom = (path: string): readonly string[] => {
    const known = chains.get(path);
    const file = byPath.get(path);
    if (known !== undefined || file === undefined) return known ?? [];
    chains.set(path, []); // A circle ends here; dependency-cruiser reports it.
    const loaded = [...file.text.matchAll(IMPORT)].filter(([, , type]) => type === undefined);
    const below = loaded.map(([, , , target = ""]) => chainFrom(normalize(join(path, "..", target))));
    const chain = [path, ...longestOf(below)];
    chains.set(path, chain);
    return chain;
  };
  return longestOf(files.map(({ path }) => chainFrom(path)));
}

function longestOf(chains: readonly (readonly string[])[]): readonly string[] {
  return chains.reduce((longest, chain) => (chain.length > longest.length ? chain : longest), []);
}

function breachesOf(figures: PackageFigures): readonly Breach[] {
  const names = Object.keys(LIMITS) as readonly (keyof typeof LIMITS)[];
  return names
    .filter((name) => name === "longestChain" || figures.lines >= FEWEST_LINES)
    .filter((name) => figures[name] > LIMITS[name])
    .map((name) => ({
      where: figures.folder,
      what: `${name} is ${figures[name].toFixed(1)}, the limit is ${LIMITS[name]}`,
    }));
}

/** Habit 6: a reader opens few files to understand one thing. */
export const fileSizes: HouseRule = {
  name: "file-sizes",
  advice:
    "Put a helper with one caller into the file of its caller, and a type into the file of its producer, until that file " +
    "has about 150 lines. `npm run lint:house` prints the figures of each package, and with `-- --chains` its longest " +
    "chain of imports.",
  find: (tree) => packageFigures(tree).flatMap(breachesOf),
};

/** A table of the figures for a terminal. */
export function renderFigures(figures: readonly PackageFigures[]): string {
  const rows = figures.map((one) => [
    one.folder,
    String(one.files),
    String(one.lines),
    one.filesPerThousandLines.toFixed(1),
    one.importsPerHundredLines.toFixed(1),
    String(one.longestChain),
  ]);
  const head = ["package", "files", "lines", "files/1,000 lines", "imports/100 lines", "longest chain"];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const render = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  return `${[head, ...rows].map(render).join("\n")}\n`;
}

/** The longest chain of imports of each package, a file a line. */
export function renderChains(figures: readonly PackageFigures[]): string {
  return figures
    .map(({ folder, chain }) => `${folder}\n${chain.map((file) => `  ${file}\n`).join("")}`)
    .join("");
}
