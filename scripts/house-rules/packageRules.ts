import type { HouseRule } from "./SourceTree.ts";

/** The options that a package may set; all others come from the root. */
const OWN = ["lib", "types", "jsx", "rootDir", "outDir"];

interface Configuration {
  readonly extends?: string;
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
}

/** Habit 7: all packages share one strict compiler configuration. */
const compilerOptions: HouseRule = {
  name: "compiler-options",
  advice: `Extend tsconfig.base.json and set only ${OWN.join(", ")}; stricter options belong to the root.`,
  find({ files }) {
    const configurations = files.filter(({ path }) => /^\w+\/[^/]+\/tsconfig[\w.]*\.json$/.test(path));
    return configurations.flatMap(({ path, text }) => {
      const { extends: base = "", compilerOptions: options = {} }: Configuration = JSON.parse(text);
      const foreign = Object.keys(options).filter((option) => !OWN.includes(option));
      const isRooted = /^\.\.\/\.\.\/tsconfig\.(?:base|build)\.json$/.test(base);
      return [
        ...foreign.map((option) => ({ where: path, what: `sets ${option}` })),
        ...(isRooted ? [] : [{ where: path, what: `extends "${base}"` }]),
      ];
    });
  },
};

interface Manifest {
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** Data has neither types nor sources, so its entry point is the file. */
function isData(target: string): boolean {
  return target.endsWith(".json");
}

/** Habit 3: `exports` lists each entry point of a package by name. */
const packageEntryPoints: HouseRule = {
  name: "package-entry-points",
  advice:
    'List each entry of a package in "exports" by its name, with "@gatehouse/source", "types" and "default", or as a JSON file; a pattern ' +
    "would make every file public.",
  find({ files }) {
    const manifests = files.filter(({ path }) => /^packages\/[^/]+\/package\.json$/.test(path));
    return manifests.flatMap(({ path, text }) => {
      const { exports: entryPoints }: Manifest = JSON.parse(text);
      if (entryPoints === undefined) return [{ where: path, what: 'no "exports"' }];
      return Object.entries(entryPoints).flatMap(([name, targets]) => {
        if (name.includes("*")) return [{ where: path, what: `the pattern "${name}"` }];
        if (typeof targets === "string")
          return isData(targets) ? [] : [{ where: path, what: `"${name}": ${targets}` }];
        const keys = Object.keys(targets).join(", ");
        return keys === "@gatehouse/source, types, default"
          ? []
          : [{ where: path, what: `"${name}": ${keys}` }];
      });
    });
  },
};

/** Habit 24: each package has a README with a link to its decision record. */
const packageRecords: HouseRule = {
  name: "package-records",
  advice:
    "Write a README.md: the purpose of the package, and a link to the record in docs/adr/ that explains why it exists.",
  find: ({ packages, files }) =>
    packages.flatMap((folder) => {
      const readme = files.find(({ path }) => path === `${folder}/README.md`);
      if (readme === undefined) return [{ where: folder, what: "no README.md" }];
      const hasRecord = /\.\.\/\.\.\/docs\/adr\/\d{4}-/.test(readme.text);
      return hasRecord ? [] : [{ where: readme.path, what: "no link to a record" }];
    }),
};

const VERBS = ["build", "typecheck", "lint", "test"];

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
}

/** Every package has the same scripts. */
const packageVerbs: HouseRule = {
  name: "package-verbs",
  advice: `Give the package the scripts ${VERBS.join(", ")}, and "generate" where something is generated; turbo runs them. One that publishes "dist" builds it before npm packs: "prepack": "npm run build".`,
  find: ({ files }) =>
    files
      .filter(({ path }) => /^\w+\/[^/]+\/package\.json$/.test(path))
      .flatMap(({ path, text }) => {
        const { scripts = {}, files: published = [] }: Manifest = JSON.parse(text);
        const verbs = published.includes("dist") ? [...VERBS, "prepack"] : VERBS;
        const missing = verbs.filter((verb) => !(verb in scripts));
        return missing.map((verb) => ({ where: path, what: `no script "${verb}"` }));
      }),
};

/** Rules about packages. */
export const packageRules: readonly HouseRule[] = [
  compilerOptions,
  packageEntryPoints,
  packageRecords,
  packageVerbs,
];
