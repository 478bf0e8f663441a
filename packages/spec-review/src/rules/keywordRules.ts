import type { KeywordRule } from "./Rule.ts";
import { groupRules } from "./schema/groupRules.ts";
import { limitRules } from "./schema/limitRules.ts";
import { typeRules } from "./schema/typeRules.ts";

/** The rules that need only their keyword; the type comes first, for it can make the rest pointless. */
export const keywordRules: readonly KeywordRule[] = [...typeRules, ...limitRules, ...groupRules];
