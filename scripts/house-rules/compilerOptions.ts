import type { HouseRule } from "./HouseRule.ts";

/** What a package may set by itself; everything else comes from the root. */
const OWN = ["lib", "types", "rootDir", "outDir"];

interface Configuration {
  readonly extends?: string;
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
}

/** Habit 7: one strict configuration of the compiler for all. */
export const compilerOptions: HouseRule = {
  name: "compiler-options",
  advice: `Extend tsconfig.base.json and set nothing but ${OWN.join(", ")}; what makes the compiler stricter goes to the root.`,
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
