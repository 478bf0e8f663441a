import type { KeywordRule } from "./SchemaRule.ts";
import { formatChanged } from "./schema/formatChanged.ts";
import { groupRules } from "./schema/groupRules.ts";
import { limitRules } from "./schema/limitRules.ts";
import { multipleOfChanged } from "./schema/multipleOfChanged.ts";
import { nullabilityChanged } from "./schema/nullabilityChanged.ts";
import { typeChanged } from "./schema/typeChanged.ts";

/** The rules that need nothing but their keyword; the type comes first, for it can make the rest pointless. */
export const keywordRules: readonly KeywordRule[] = [
  typeChanged,
  nullabilityChanged,
  formatChanged,
  multipleOfChanged,
  ...limitRules,
  ...groupRules,
];
