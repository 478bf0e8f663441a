import type { KeywordRule } from "./SchemaRule.ts";
import { conditionChanged } from "./schema/conditionChanged.ts";
import { containsChanged } from "./schema/containsChanged.ts";
import { dependentRequiredChanged } from "./schema/dependentRequiredChanged.ts";
import { dependentSchemasChanged } from "./schema/dependentSchemasChanged.ts";
import { formatChanged } from "./schema/formatChanged.ts";
import { maxItemsChanged } from "./schema/maxItemsChanged.ts";
import { maximumChanged } from "./schema/maximumChanged.ts";
import { maxLengthChanged } from "./schema/maxLengthChanged.ts";
import { maxPropertiesChanged } from "./schema/maxPropertiesChanged.ts";
import { minItemsChanged } from "./schema/minItemsChanged.ts";
import { minimumChanged } from "./schema/minimumChanged.ts";
import { minLengthChanged } from "./schema/minLengthChanged.ts";
import { minPropertiesChanged } from "./schema/minPropertiesChanged.ts";
import { multipleOfChanged } from "./schema/multipleOfChanged.ts";
import { notChanged } from "./schema/notChanged.ts";
import { nullabilityChanged } from "./schema/nullabilityChanged.ts";
import { patternChanged } from "./schema/patternChanged.ts";
import { propertyNamesChanged } from "./schema/propertyNamesChanged.ts";
import { typeChanged } from "./schema/typeChanged.ts";
import { unevaluatedItemsChanged } from "./schema/unevaluatedItemsChanged.ts";
import { unevaluatedPropertiesChanged } from "./schema/unevaluatedPropertiesChanged.ts";
import { uniqueItemsChanged } from "./schema/uniqueItemsChanged.ts";

/** The rules that need nothing but their keyword; the type comes first, for it can make the rest pointless. */
export const keywordRules: readonly KeywordRule[] = [
  typeChanged,
  nullabilityChanged,
  minimumChanged,
  maximumChanged,
  multipleOfChanged,
  minLengthChanged,
  maxLengthChanged,
  patternChanged,
  formatChanged,
  minItemsChanged,
  maxItemsChanged,
  uniqueItemsChanged,
  containsChanged,
  unevaluatedItemsChanged,
  minPropertiesChanged,
  maxPropertiesChanged,
  propertyNamesChanged,
  dependentRequiredChanged,
  dependentSchemasChanged,
  unevaluatedPropertiesChanged,
  notChanged,
  conditionChanged,
];
