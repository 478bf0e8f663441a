import { type Breach, type HouseRule, packageOf, type SourceFile } from "./SourceTree.ts";

const LEAST_SHARE = 0.9;
const DECLARATION =
  /^export (?:declare |abstract )?(?:async )?(?:const|function\*?|class|interface|type) (\w+)/gm;
/** Entry points are named after their purpose. */
const IS_ENTRY_POINT = /\/src\/\w+\.tsx?$/;

function isNamedAfterExport({ name, text }: SourceFile): boolean {
  return [...text.matchAll(DECLARATION)].some(([, declared]) => declared === name.replace(/\.tsx?$/, ""));
}

function misnamedFilesOf(sources: readonly SourceFile[]): readonly Breach[] {
  const named = sources.filter((file) => !IS_ENTRY_POINT.test(file.path) && !file.name.startsWith("main.ts"));
  const misnamed = named.filter((file) => !isNamedAfterExport(file));
  if (misnamed.length <= named.length * (1 - LEAST_SHARE)) return [];
  return misnamed.map(({ path }) => ({ where: path, what: "no export has the name of the file" }));
}

/** Habit 1: a file holds what belongs together and is named after its main export. */
const fileNames: HouseRule = {
  name: "file-names",
  advice:
    "Name the file after its main export, so that readers find it. " +
    `At least ${LEAST_SHARE * 100} % of a package's files are named so. Folders are kebab-case, two levels at most.`,
  find({ sources }) {
    const badFiles = sources
      .filter(({ name }) => /^(?:utils?|helpers?|common|misc)\.tsx?$/.test(name))
      .map(({ path }) => ({ where: path, what: "a name that says nothing about the content" }));
    const badFolders = sources
      .filter(({ path }) => !/^\w+\/[^/]+\/src\/(?:[a-z0-9-]+\/){0,2}[^/]+$/.test(path))
      .map(({ path }) => ({ where: path, what: "a folder that is too deep or not kebab-case" }));
    const misnamed = [...Map.groupBy(sources, packageOf).values()].flatMap(misnamedFilesOf);
    return [...badFiles, ...badFolders, ...misnamed];
  },
};

/** Habit 5: a generated file starts with a banner. */
const generatedBanner: HouseRule = {
  name: "generated-banner",
  advice: "Let the generator begin its file with `// Generated from <source> by <command>. Do not edit.`",
  find({ files }) {
    const generated = files.filter(({ path }) => /\/generated\/[^/]+\.ts$/.test(path));
    return generated
      .filter(({ lines }) => !/^\/\/ Generated .+ Do not edit\.$/.test(lines[0] ?? ""))
      .map(({ path, lines }) => ({ where: `${path}:1`, what: lines[0] ?? "" }));
  },
};

const FOLDER = "apps/server/src/operations/";
const TESTS = "apps/server/test/operations/";
const TABLE = "apps/server/src/generated/operationTable.ts";

/** Habits 14 and 21: a handler and its tests are found by the operationId. */
const operationFiles: HouseRule = {
  name: "operation-files",
  advice: `Name the handler after its operationId, and put its tests into ${TESTS}<operationId>.test.ts.`,
  find({ files }) {
    const table = files.find(({ path }) => path === TABLE)?.text ?? "";
    const handlers = files.filter(({ path }) => path.startsWith(FOLDER));
    return handlers.flatMap(({ path, name }) => {
      const test = `${TESTS}${name.replace(/\.ts$/, ".test.ts")}`;
      return [
        ...(table.includes(`"../operations/${name}"`)
          ? []
          : [{ where: path, what: "no operationId of this name" }]),
        ...(files.some((file) => file.path === test) ? [] : [{ where: path, what: `no ${test}` }]),
      ];
    });
  },
};

/** Readers of the guides learn of every operation. */
const operationGuides: HouseRule = {
  name: "operation-guides",
  advice:
    'Describe the operation in a guide; "All operations" of docs/guides/frontend.md has one line for each.',
  find({ files }) {
    const guides = files.filter(({ path }) => path.startsWith("docs/guides/"));
    const paths = files.filter(({ path }) => path.startsWith("spec/paths/"));
    const operations = paths.flatMap(({ path, text }) =>
      [...text.matchAll(/^ {2}operationId: (\w+)/gm)].map(([, id = ""]) => ({ path, id })),
    );
    return operations
      .filter(({ id }) => !guides.some(({ text }) => text.includes(`\`${id}\``)))
      .map(({ path, id }) => ({ where: path, what: `no guide names ${id}` }));
  },
};

/** Rules about files. */
export const fileRules: readonly HouseRule[] = [fileNames, generatedBanner, operationFiles, operationGuides];
