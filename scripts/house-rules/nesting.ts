import type { Breach, HouseRule } from "./HouseRule.ts";
import type { SourceFile } from "./SourceTree.ts";

const DEEPEST = 3;
const CONTROL = /^(?:\} )?(?:else|if|for|while|do|switch|try|catch|finally)\b.*\{$/;
/** A function begins a count of its own. */
const FUNCTION = /(?:=>|\bfunction\b.*|^(?:async |static |get |set |#)*\w+\(.*\).*) \{$/;

interface Block {
  readonly indent: number;
  readonly depth: number;
}

/** Reads depth off the indentation, which the formatter keeps right. */
function findDeepLines({ path, lines }: SourceFile): readonly Breach[] {
  const breaches: Breach[] = [];
  let open: Block[] = [];
  for (const [index, line] of lines.entries()) {
    const code = line.trim();
    const indent = line.length - line.trimStart().length;
    if (code === "") continue;
    open = open.filter((block) => block.indent < indent);
    const depth = open.at(-1)?.depth ?? 0;
    if (CONTROL.test(code)) {
      open.push({ indent, depth: depth + 1 });
      if (depth + 1 > DEEPEST) breaches.push({ where: `${path}:${index + 1}`, what: code });
    } else if (FUNCTION.test(code)) open.push({ indent, depth: 0 });
  }
  return breaches;
}

/** Habit 6: blocks are not nested deeper than a reader can hold. */
export const nesting: HouseRule = {
  name: "nesting",
  advice: `Blocks are nested ${DEEPEST} deep at most. Return early, or give the inner block a name of its own.`,
  find: ({ sources }) => sources.flatMap(findDeepLines),
};
