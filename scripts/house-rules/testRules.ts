import { posix } from "node:path";
import { findLines, type HouseRule, packageOf, type SourceFile } from "./SourceTree.ts";

/** Habit 16: every driver of the session port passes the same suite. */
const driversRunTheSuite: HouseRule = {
  name: "drivers-run-the-suite",
  advice: "Run `sessionStoreConformance` of @gatehouse/sessions/testing in a test of the driver.",
  find: ({ packages, tests }) =>
    packages
      .filter((folder) => folder.startsWith("packages/store-"))
      .filter((folder) => {
        const own = tests.filter((file) => packageOf(file) === folder && file.name.endsWith(".test.ts"));
        return !own.some(({ text }) => text.includes("sessionStoreConformance("));
      })
      .map((folder) => ({ where: folder, what: "no test calls the suite" })),
};

const CALL = /^\s*(?:test|it|describe)(?:\.\w+)*\(/;

/** Habit 18: test names are sentences of a specification. */
const testNames: HouseRule = {
  name: "test-names",
  advice:
    "Name a test by a sentence in the present tense (`a second sign-out finds no session`), without " +
    '"should". A file has one `describe` at most.',
  find({ tests }) {
    const wishes = findLines({
      files: tests,
      pattern: /^\s*(?:test|it)(?:\.\w+)*\(["'`][^"'`]*\b[Ss]hould\b/,
    });
    const nested = tests.flatMap(({ path, lines }) => {
      const describes = lines.filter((line) => CALL.test(line) && line.trim().startsWith("describe"));
      return describes.length > 1 ? [{ where: path, what: `${describes.length} describes` }] : [];
    });
    return [...wishes, ...nested];
  },
};

/**
 * Habit 19: each test makes its own fixtures. A hook may ask for a tool, and the tests of a packed package share one
 * installation, which takes half a minute and which none of them changes.
 */
const testState: HouseRule = {
  name: "test-state",
  advice:
    "Call a factory inside the test (`const api = await createTestApi()`) and let it clean up with onTestFinished; state " +
    "of a hook is shared and hard to find.",
  find: ({ tests }) =>
    findLines({
      files: tests.filter(({ path }) => !path.endsWith("/test/package.test.ts")),
      pattern: /^\s*(?:before|after)(?:Each|All)\(/,
      except: /requireTool\(/,
    }),
};

const GENERIC = /^export (?:async )?(?:type|interface|function) (\w+)</gm;

function publicGenerics(sources: readonly SourceFile[]): readonly string[] {
  const entryPoints = sources.filter(({ path }) => /\/src\/\w+\.ts$/.test(path)).map(({ text }) => text);
  return sources
    .flatMap(({ text }) => [...text.matchAll(GENERIC)].map(([, name = ""]) => name))
    .filter((name) => entryPoints.some((text) => new RegExp(`\\b${name}\\b`).test(text)));
}

/** Habit 10: public generics have type tests that accept and reject. */
const typeTests: HouseRule = {
  name: "type-tests",
  advice:
    "Show in a *.test-d.ts of the package that its public generics accept right types (expectTypeOf, or a call) and " +
    "reject wrong ones (@ts-expect-error).",
  find({ packages, sources, tests }) {
    return packages.flatMap((folder) => {
      const generics = publicGenerics(sources.filter((file) => packageOf(file) === folder));
      const typed = tests.filter((file) => packageOf(file) === folder && file.path.endsWith(".test-d.ts"));
      const isTested = typed.some(({ text }) => text.includes("@ts-expect-error"));
      if (generics.length === 0 || isTested) return [];
      return [{ where: folder, what: `no type test of ${generics.join(", ")}` }];
    });
  },
};

interface TurboFile {
  readonly tasks: Readonly<Record<string, { readonly inputs?: readonly string[] }>>;
}

const ROOT_INPUT = "$TURBO_ROOT$/";

/** What counts for the tests of a package beyond its own files: globs from the root. */
function testInputs(files: readonly SourceFile[], folder: string): readonly string[] {
  const { tasks }: TurboFile = JSON.parse(
    files.find(({ path }) => path === "turbo.json")?.text ?? '{"tasks":{}}',
  );
  const task = tasks[`@gatehouse/${posix.basename(folder)}#test`] ?? tasks.test;
  return (task?.inputs ?? []).flatMap((input) =>
    input.startsWith(ROOT_INPUT) ? [input.slice(ROOT_INPUT.length)] : [],
  );
}

/** Turbo remembers the result of tests, so it has to know what they use outside of their packages. */
const testUses: HouseRule = {
  name: "test-inputs",
  advice:
    'Add the file to the "inputs" of the task "test" in turbo.json; else a change of it leaves an old result.',
  find({ files, tests, packages }) {
    const inputs = new Map(packages.map((folder) => [folder, testInputs(files, folder)]));
    const uses = findLines({ files: tests, pattern: /from "(?:\.\.\/)+scripts\// });
    return uses.filter(({ where, what }) => {
      const [, specifier = ""] = /from "([^"]+)"/.exec(what) ?? [];
      const path = posix.join(posix.dirname(where), specifier);
      const folder = packageOf({ path: where });
      const isKnown = (glob: string) => posix.matchesGlob(path, glob);
      return packageOf({ path }) !== folder && !inputs.get(folder)?.some(isKnown);
    });
  },
};

/** Rules about tests. */
export const testRules: readonly HouseRule[] = [
  driversRunTheSuite,
  testNames,
  testState,
  testUses,
  typeTests,
];
