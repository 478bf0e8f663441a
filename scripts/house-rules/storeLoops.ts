import type { Breach, HouseRule } from "./HouseRule.ts";
import type { SourceFile } from "./SourceTree.ts";

const LOOP = /^\s*(?:for|while) ?\(|^\s*for await|\.(?:map|forEach)\(async/;
const STORE_CALL = /\bstore\.\w+\(/;

/** Store calls that stand deeper than a loop that is open, read off the indentation. */
function findCallsInLoops({ path, lines }: SourceFile): readonly Breach[] {
  let loops: number[] = [];
  return lines.flatMap((line, index) => {
    const indent = line.length - line.trimStart().length;
    if (line.trim() !== "") loops = loops.filter((loop) => loop < indent);
    const isLoop = LOOP.test(line);
    const isInLoop = STORE_CALL.test(line) && (isLoop || loops.length > 0);
    if (isLoop) loops.push(indent);
    return isInLoop ? [{ where: `${path}:${index + 1}`, what: line.trim() }] : [];
  });
}

/** Habit 15: what happens to many sessions is one call of the store, which is atomic. */
export const storeLoops: HouseRule = {
  name: "store-loops",
  advice:
    "Give the store one call that does it to all and returns the count. One by one races with sign-ins, and costs more " +
    "the more sessions there are.",
  find: ({ sources }) =>
    sources
      .filter(({ path }) => path.startsWith("packages/sessions/src/commands/"))
      .flatMap(findCallsInLoops),
};
