import { keywordRules } from "./keywordRules.ts";
import type { SchemaRule } from "./Rule.ts";
import { annotationRules } from "./schema/annotationRules.ts";
import { enumRules } from "./schema/enumRules.ts";
import { memberRules } from "./schema/memberRules.ts";
import { restRules } from "./schema/restRules.ts";
import { unionRules } from "./schema/unionRules.ts";

const all: readonly SchemaRule[] = [
  ...keywordRules,
  ...restRules,
  ...enumRules,
  ...memberRules,
  ...unionRules,
  ...annotationRules,
];

/** The rules about schemas, by id. */
export const schemaRules: ReadonlyMap<string, SchemaRule> = new Map(all.map((rule) => [rule.id, rule]));
