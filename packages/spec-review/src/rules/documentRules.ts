import { componentRules } from "./code/componentRules.ts";
import { generatedDocumentRules } from "./code/generatedNameRules.ts";
import { schemaNameRules } from "./code/schemaNameRules.ts";
import { presenceRules } from "./document/presenceRules.ts";
import { securitySchemeRules } from "./document/securitySchemeRules.ts";
import { serverRules } from "./document/serverRules.ts";
import type { DocumentRule } from "./Rule.ts";

/** The rules about the document as a whole. */
export const documentRules: readonly DocumentRule[] = [
  ...serverRules,
  ...presenceRules,
  ...securitySchemeRules,
  ...componentRules,
  ...generatedDocumentRules,
  ...schemaNameRules,
];
