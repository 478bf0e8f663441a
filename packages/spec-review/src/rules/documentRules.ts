import { componentRules } from "./code/componentRules.ts";
import { generatedDocumentRules } from "./code/generatedNameRules.ts";
import { schemaNameRules } from "./code/schemaNameRules.ts";
import type { DocumentRule } from "./DocumentRule.ts";
import { operationAdded } from "./document/operationAdded.ts";
import { operationMoved, pathRespelled } from "./document/operationMoved.ts";
import { operationRemoved } from "./document/operationRemoved.ts";
import { operationRemovedAfterSunset } from "./document/operationRemovedAfterSunset.ts";
import { securitySchemeChanged } from "./document/securitySchemeChanged.ts";
import { securityScopeWithdrawn } from "./document/securityScopeWithdrawn.ts";
import { serverAdded } from "./document/serverAdded.ts";
import { serverRemoved } from "./document/serverRemoved.ts";
import { serverVariableChanged } from "./document/serverVariableChanged.ts";
import { unreadContentChanged } from "./document/unreadContentChanged.ts";
import { webhookAdded } from "./document/webhookAdded.ts";
import { webhookRemoved } from "./document/webhookRemoved.ts";

/** The rules about the document as a whole. */
export const documentRules: readonly DocumentRule[] = [
  operationAdded,
  operationMoved,
  pathRespelled,
  operationRemoved,
  operationRemovedAfterSunset,
  securitySchemeChanged,
  securityScopeWithdrawn,
  serverAdded,
  serverRemoved,
  serverVariableChanged,
  unreadContentChanged,
  webhookAdded,
  webhookRemoved,
  ...componentRules,
  ...generatedDocumentRules,
  ...schemaNameRules,
];
