import { documentRules } from "./documentRules.ts";
import { operationRules } from "./operationRules.ts";
import { versionMustRise } from "./policy/versionMustRise.ts";
import type { Rule } from "./Rule.ts";
import { responseRules } from "./responseRules.ts";
import { schemaRules } from "./schemaRules.ts";

const rules: readonly Rule[] = [
  ...documentRules,
  ...operationRules,
  ...responseRules,
  ...schemaRules.values(),
  versionMustRise,
];

/** All rules, by id. */
export const allRules: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));
