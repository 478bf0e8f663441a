import type { HouseRule } from "./HouseRule.ts";

const VERBS = ["build", "typecheck", "lint", "test"];

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
}

/** The same words do the same in every package, so that nobody has to look them up. */
export const packageVerbs: HouseRule = {
  name: "package-verbs",
  advice: `Give the package the scripts ${VERBS.join(", ")}, and "generate" where something is generated; turbo runs them.`,
  find: ({ files }) =>
    files
      .filter(({ path }) => /^\w+\/[^/]+\/package\.json$/.test(path))
      .flatMap(({ path, text }) => {
        const { scripts = {} }: Manifest = JSON.parse(text);
        const missing = VERBS.filter((verb) => !(verb in scripts));
        return missing.map((verb) => ({ where: path, what: `no script "${verb}"` }));
      }),
};
