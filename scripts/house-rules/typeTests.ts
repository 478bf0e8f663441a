import type { HouseRule } from "./HouseRule.ts";
import { packageOf, type SourceFile } from "./SourceTree.ts";

const GENERIC = /^export (?:async )?(?:type|interface|function) (\w+)</gm;

function genericsBehindDoor(sources: readonly SourceFile[]): readonly string[] {
  const doors = sources.filter(({ path }) => /\/src\/\w+\.ts$/.test(path)).map(({ text }) => text);
  return sources
    .flatMap(({ text }) => [...text.matchAll(GENERIC)].map(([, name = ""]) => name))
    .filter((name) => doors.some((door) => new RegExp(`\\b${name}\\b`).test(door)));
}

/** Habit 10: generics that others use are shown to accept what they should and to refuse what they should. */
export const typeTests: HouseRule = {
  name: "type-tests",
  advice:
    "Show in a *.test-d.ts of the package that its public generics accept what is right (expectTypeOf, or a call) and " +
    "refuse what is wrong (@ts-expect-error).",
  find({ packages, sources, tests }) {
    return packages.flatMap((folder) => {
      const generics = genericsBehindDoor(sources.filter((file) => packageOf(file) === folder));
      const typed = tests.filter((file) => packageOf(file) === folder && file.path.endsWith(".test-d.ts"));
      const isTested = typed.some(({ text }) => text.includes("@ts-expect-error"));
      if (generics.length === 0 || isTested) return [];
      return [{ where: folder, what: `nothing tests the types of ${generics.join(", ")}` }];
    });
  },
};
