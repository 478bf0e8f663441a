import { generatedOperationRules } from "./code/generatedNameRules.ts";
import type { OperationRule } from "./OperationRule.ts";
import { callbackAdded } from "./operation/callbackAdded.ts";
import { callbackRemoved } from "./operation/callbackRemoved.ts";
import { callCredentialsDropped } from "./operation/callCredentialsDropped.ts";
import { deprecationWithoutSunset } from "./operation/deprecationWithoutSunset.ts";
import { operationDeprecated } from "./operation/operationDeprecated.ts";
import { operationIdChanged } from "./operation/operationIdChanged.ts";
import { optionalParameterAdded } from "./operation/optionalParameterAdded.ts";
import { parameterBecameList } from "./operation/parameterBecameList.ts";
import { parameterBecameOptional } from "./operation/parameterBecameOptional.ts";
import { parameterBecameRequired } from "./operation/parameterBecameRequired.ts";
import { parameterContentChanged } from "./operation/parameterContentChanged.ts";
import { parameterDeprecated } from "./operation/parameterDeprecated.ts";
import { parameterEncodingChanged } from "./operation/parameterEncodingChanged.ts";
import { parameterExplodeChanged } from "./operation/parameterExplodeChanged.ts";
import { parameterMoved } from "./operation/parameterMoved.ts";
import { parameterRemoved } from "./operation/parameterRemoved.ts";
import { parameterStyleChanged } from "./operation/parameterStyleChanged.ts";
import { pathParameterRenamed } from "./operation/pathParameterRenamed.ts";
import { requestBodyAdded } from "./operation/requestBodyAdded.ts";
import { requestBodyRemoved } from "./operation/requestBodyRemoved.ts";
import { requestBodyRequirementChanged } from "./operation/requestBodyRequirementChanged.ts";
import { requestEncodingChanged } from "./operation/requestEncodingChanged.ts";
import { requestMediaTypeAdded } from "./operation/requestMediaTypeAdded.ts";
import { requestMediaTypeRemoved } from "./operation/requestMediaTypeRemoved.ts";
import { requiredParameterAdded } from "./operation/requiredParameterAdded.ts";
import { responseStatusAdded } from "./operation/responseStatusAdded.ts";
import { responseStatusRemoved } from "./operation/responseStatusRemoved.ts";
import { securityLoosened } from "./operation/securityLoosened.ts";
import { securityScopeAdded } from "./operation/securityScopeAdded.ts";
import { securityTightened } from "./operation/securityTightened.ts";
import { stabilityLowered } from "./operation/stabilityLowered.ts";
import { sunsetMovedEarlier, sunsetWithdrawn } from "./operation/sunsetMovedEarlier.ts";

/** The rules about an operation that both documents have. */
export const operationRules: readonly OperationRule[] = [
  callCredentialsDropped,
  callbackAdded,
  callbackRemoved,
  deprecationWithoutSunset,
  operationDeprecated,
  operationIdChanged,
  optionalParameterAdded,
  parameterBecameList,
  parameterBecameOptional,
  parameterBecameRequired,
  parameterContentChanged,
  parameterDeprecated,
  parameterEncodingChanged,
  parameterExplodeChanged,
  parameterMoved,
  parameterRemoved,
  parameterStyleChanged,
  pathParameterRenamed,
  requestBodyAdded,
  requestBodyRemoved,
  requestBodyRequirementChanged,
  requestEncodingChanged,
  requestMediaTypeAdded,
  requestMediaTypeRemoved,
  requiredParameterAdded,
  responseStatusAdded,
  responseStatusRemoved,
  securityLoosened,
  securityScopeAdded,
  securityTightened,
  sunsetMovedEarlier,
  sunsetWithdrawn,
  stabilityLowered,
  ...generatedOperationRules,
];
