import type { ResponseRule } from "./OperationRule.ts";
import { linkAdded } from "./operation/linkAdded.ts";
import { linkChanged } from "./operation/linkChanged.ts";
import { linkRemoved } from "./operation/linkRemoved.ts";
import { responseBodyAdded } from "./operation/responseBodyAdded.ts";
import { responseBodyRemoved } from "./operation/responseBodyRemoved.ts";
import { responseHeaderAdded } from "./operation/responseHeaderAdded.ts";
import { responseHeaderDeprecated } from "./operation/responseHeaderDeprecated.ts";
import { responseHeaderFormChanged } from "./operation/responseHeaderFormChanged.ts";
import { responseHeaderRemoved } from "./operation/responseHeaderRemoved.ts";
import { responseHeaderRequirementChanged } from "./operation/responseHeaderRequirementChanged.ts";
import { responseMediaTypeAdded } from "./operation/responseMediaTypeAdded.ts";
import { responseMediaTypeRemoved } from "./operation/responseMediaTypeRemoved.ts";

/** The rules about a response that both documents have. */
export const responseRules: readonly ResponseRule[] = [
  linkAdded,
  linkChanged,
  linkRemoved,
  responseBodyAdded,
  responseBodyRemoved,
  responseHeaderAdded,
  responseHeaderDeprecated,
  responseHeaderFormChanged,
  responseHeaderRemoved,
  responseHeaderRequirementChanged,
  responseMediaTypeAdded,
  responseMediaTypeRemoved,
];
