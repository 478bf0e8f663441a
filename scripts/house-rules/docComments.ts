import type { Breach, HouseRule } from "./HouseRule.ts";
import type { SourceFile } from "./SourceTree.ts";

const DECLARATION =
  /^export (?:declare |abstract )?(?:async )?(?:const|function\*?|class|interface|type) (\w+)/;

function findSilentExports({ path, lines }: SourceFile): readonly Breach[] {
  return lines.flatMap((line, index) => {
    const [, name] = DECLARATION.exec(line) ?? [];
    if (name === undefined) return [];
    const above = lines.slice(0, index).findLast((one) => !one.startsWith("// biome-ignore"));
    return above?.trimEnd().endsWith("*/") ? [] : [{ where: `${path}:${index + 1}`, what: name }];
  });
}

/** Habit 23: every export says what it is for. */
export const docComments: HouseRule = {
  name: "doc-comments",
  advice:
    "Put one sentence in /** … */ above the export: what it is for, its units, and @throws with class and condition.",
  find: ({ sources }) => sources.flatMap(findSilentExports),
};
