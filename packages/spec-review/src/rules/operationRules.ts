import { generatedOperationRules, operationIdChanged } from "./code/generatedNameRules.ts";
import { callbackRules } from "./operation/callbackRules.ts";
import { lifecycleRules } from "./operation/lifecycleRules.ts";
import { parameterFormRules } from "./operation/parameterFormRules.ts";
import { parameterRules } from "./operation/parameterRules.ts";
import { requestBodyRules } from "./operation/requestBodyRules.ts";
import { responseStatusRules } from "./operation/responseStatusRules.ts";
import { securityRules } from "./operation/securityRules.ts";
import type { OperationRule } from "./Rule.ts";

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
