import type { HouseRule } from "./HouseRule.ts";

/** Habit 5: whoever opens a generated file sees at once that an edit would be lost. */
export const generatedBanner: HouseRule = {
  name: "generated-banner",
  advice: "Let the generator begin its file with `// Generated from <source> by <command>. Do not edit.`",
  find({ files }) {
    const generated = files.filter(({ path }) => /\/generated\/[^/]+\.ts$/.test(path));
    return generated
      .filter(({ lines }) => !/^\/\/ Generated .+ Do not edit\.$/.test(lines[0] ?? ""))
      .map(({ path, lines }) => ({ where: `${path}:1`, what: lines[0] ?? "" }));
  },
};
