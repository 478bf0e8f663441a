import { keywordRules } from "./keywordRules.ts";
import type { SchemaRule } from "./SchemaRule.ts";
import { alternativeAdded } from "./schema/alternativeAdded.ts";
import { alternativeRemoved } from "./schema/alternativeRemoved.ts";
import { alternativesOverlap } from "./schema/alternativesOverlap.ts";
import { compositionChanged } from "./schema/compositionChanged.ts";
import { contentEncodingChanged } from "./schema/contentEncodingChanged.ts";
import { defaultChanged } from "./schema/defaultChanged.ts";
import { discriminatorChanged } from "./schema/discriminatorChanged.ts";
import { enumDropped } from "./schema/enumDropped.ts";
import { enumIntroduced } from "./schema/enumIntroduced.ts";
import { enumValueAdded } from "./schema/enumValueAdded.ts";
import { enumValueRemoved } from "./schema/enumValueRemoved.ts";
import { closedResponseExtended, propertyAdded } from "./schema/propertyAdded.ts";
import { propertyBecameOptional } from "./schema/propertyBecameOptional.ts";
import { propertyBecameReadOnly } from "./schema/propertyBecameReadOnly.ts";
import { propertyBecameRequired } from "./schema/propertyBecameRequired.ts";
import { propertyBecameWriteOnly } from "./schema/propertyBecameWriteOnly.ts";
import { propertyRemoved } from "./schema/propertyRemoved.ts";
import { requiredPropertyAdded } from "./schema/requiredPropertyAdded.ts";
import { restRules } from "./schema/restRules.ts";
import { schemaChanged } from "./schema/schemaChanged.ts";
import {
  enumValueDeprecated,
  openListChanged,
  schemaDeprecated,
  schemaSunsetChanged,
} from "./schema/schemaDeprecated.ts";
import { xmlChanged } from "./schema/xmlChanged.ts";

const all: readonly SchemaRule[] = [
  ...keywordRules,
  ...restRules,
  enumValueRemoved,
  enumValueAdded,
  enumIntroduced,
  enumDropped,
  propertyAdded,
  closedResponseExtended,
  requiredPropertyAdded,
  propertyRemoved,
  propertyBecameRequired,
  propertyBecameOptional,
  propertyBecameReadOnly,
  propertyBecameWriteOnly,
  alternativeRemoved,
  alternativeAdded,
  alternativesOverlap,
  compositionChanged,
  discriminatorChanged,
  defaultChanged,
  contentEncodingChanged,
  xmlChanged,
  schemaDeprecated,
  enumValueDeprecated,
  schemaSunsetChanged,
  openListChanged,
  schemaChanged,
];

/** The rules about schemas, by id. */
export const schemaRules: ReadonlyMap<string, SchemaRule> = new Map(all.map((rule) => [rule.id, rule]));
