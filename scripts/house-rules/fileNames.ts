import type { Breach, HouseRule } from "./HouseRule.ts";
import { packageOf, type SourceFile } from "./SourceTree.ts";

const LEAST_SHARE = 0.9;
const DECLARATION =
  /^export (?:declare |abstract )?(?:async )?(?:const|function\*?|class|interface|type) (\w+)/gm;
/** Doors and entry points are named after what they are for. */
const IS_DOOR = /\/src\/\w+\.ts$/;

function isNamedAfterExport({ name, text }: SourceFile): boolean {
  return [...text.matchAll(DECLARATION)].some(([, declared]) => `${declared}.ts` === name);
}

function strangersOf(sources: readonly SourceFile[]): readonly Breach[] {
  const named = sources.filter((file) => !IS_DOOR.test(file.path) && file.name !== "main.ts");
  const strangers = named.filter((file) => !isNamedAfterExport(file));
  if (strangers.length <= named.length * (1 - LEAST_SHARE)) return [];
  return strangers.map(({ path }) => ({ where: path, what: "no export has the name of the file" }));
}

/** Habit 1: one concept in a file, and the file named after it. */
export const fileNames: HouseRule = {
  name: "file-names",
  advice:
    "Put one concept into a file and name the file after its main export, so that people find it by its name. " +
    `At least ${LEAST_SHARE * 100} % of a package's files are named so. Folders are kebab-case, two levels at most.`,
  find({ sources }) {
    const badFiles = sources
      .filter(({ name }) => /^(?:utils?|helpers?|common|misc)\.ts$/.test(name))
      .map(({ path }) => ({ where: path, what: "a name that says nothing about what is inside" }));
    const badFolders = sources
      .filter(({ path }) => !/^\w+\/[^/]+\/src\/(?:[a-z0-9-]+\/){0,2}[^/]+$/.test(path))
      .map(({ path }) => ({ where: path, what: "a folder that is too deep or not kebab-case" }));
    const strangers = [...Map.groupBy(sources, packageOf).values()].flatMap(strangersOf);
    return [...badFiles, ...badFolders, ...strangers];
  },
};
