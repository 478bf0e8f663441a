import { codeRules } from "./codeRules.ts";
import { fileRules } from "./fileRules.ts";
import { fileSizes } from "./packageFigures.ts";
import { packageRules } from "./packageRules.ts";
import { plainWords } from "./plainWords.ts";
import type { HouseRule } from "./SourceTree.ts";
import { testRules } from "./testRules.ts";

/** All rules of this repository that Biome, the compiler and dependency-cruiser do not check. */
export const houseRules: readonly HouseRule[] = [
  ...codeRules,
  ...fileRules,
  fileSizes,
  ...packageRules,
  plainWords,
  ...testRules,
];
