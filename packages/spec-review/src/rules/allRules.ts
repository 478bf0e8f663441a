import { componentRules } from "./code/componentRules.ts";
import {
  generatedDocumentRules,
  generatedOperationRules,
  operationIdChanged,
} from "./code/generatedNameRules.ts";
import { schemaNameRules } from "./code/schemaNameRules.ts";
import { presenceRules } from "./document/presenceRules.ts";
import { securitySchemeRules } from "./document/securitySchemeRules.ts";
import { serverRules } from "./document/serverRules.ts";
import { callbackRules } from "./operation/callbackRules.ts";
import { lifecycleRules } from "./operation/lifecycleRules.ts";
import { linkRules } from "./operation/linkRules.ts";
import { parameterFormRules } from "./operation/parameterFormRules.ts";
import { parameterRules } from "./operation/parameterRules.ts";
import { requestBodyRules } from "./operation/requestBodyRules.ts";
import { responseBodyRules } from "./operation/responseBodyRules.ts";
import { responseHeaderRules } from "./operation/responseHeaderRules.ts";
import { responseStatusRules } from "./operation/responseStatusRules.ts";
import { securityRules } from "./operation/securityRules.ts";
import { versionMustRise } from "./policy/versionMustRise.ts";
import type { DocumentRule, KeywordRule, OperationRule, ResponseRule, Rule, SchemaRule } from "./Rule.ts";
import { annotationRules } from "./schema/annotationRules.ts";
import { enumRules } from "./schema/enumRules.ts";
import { groupRules } from "./schema/groupRules.ts";
import { limitRules } from "./schema/limitRules.ts";
import { memberRules } from "./schema/memberRules.ts";
import { restRules } from "./schema/restRules.ts";
import { typeRules } from "./schema/typeRules.ts";
import { unionRules } from "./schema/unionRules.ts";

/** The rules about the document as a whole. */
export const documentRules: readonly DocumentRule[] = [
  ...serverRules,
  ...presenceRules,
  ...securitySchemeRules,
  ...componentRules,
  ...generatedDocumentRules,
  ...schemaNameRules,
];

/** The rules about an operation that both documents have. */
export const operationRules: readonly OperationRule[] = [
  ...parameterRules,
  ...parameterFormRules,
  ...requestBodyRules,
  ...responseStatusRules,
  ...callbackRules,
  ...securityRules,
  ...lifecycleRules,
  operationIdChanged,
  ...generatedOperationRules,
];

/** The rules about a response that both documents have. */
export const responseRules: readonly ResponseRule[] = [
  ...responseBodyRules,
  ...responseHeaderRules,
  ...linkRules,
];

/** The rules that only need their keyword. */
export const keywordRules: readonly KeywordRule[] = [...typeRules, ...limitRules, ...groupRules];

const listed: readonly SchemaRule[] = [
  ...keywordRules,
  ...restRules,
  ...enumRules,
  ...memberRules,
  ...unionRules,
  ...annotationRules,
];

/** The rules about schemas, by id. */
export const schemaRules: ReadonlyMap<string, SchemaRule> = new Map(listed.map((rule) => [rule.id, rule]));

const rules: readonly Rule[] = [
  ...documentRules,
  ...operationRules,
  ...responseRules,
  ...schemaRules.values(),
  versionMustRise,
];

/** All rules, by id. */
export const allRules: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));
