import { linkRules } from "./operation/linkRules.ts";
import { responseBodyRules } from "./operation/responseBodyRules.ts";
import { responseHeaderRules } from "./operation/responseHeaderRules.ts";
import type { ResponseRule } from "./Rule.ts";

/** The rules about a response that both documents have. */
export const responseRules: readonly ResponseRule[] = [
  ...responseBodyRules,
  ...responseHeaderRules,
  ...linkRules,
];
