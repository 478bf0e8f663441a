export { type BodyKind, bodyKind, type TextMediaType } from "./body/bodyKind.ts";
export { type DecodedBody, decodeBody, type EncodedBody } from "./body/decodeBody.ts";
export {
  type FormPart,
  type FormProblem,
  type FormReader,
  type FormReading,
  formReader,
} from "./body/formReader.ts";
export {
  MultipartError,
  type MultipartHandler,
  MultipartParser,
  type PartHead,
} from "./body/MultipartParser.ts";
export { isSequence } from "./body/readSequence.ts";
export type {
  Callback,
  Contract,
  Example,
  HttpMethod,
  JsonObject,
  JsonValue,
  Link,
  Located,
  MediaType,
  Operation,
  OperationMatch,
  Parameter,
  ParameterLocation,
  RequestBody,
  ResolvedValue,
  ResponseContract,
  ResponseHeader,
  SecurityAlternative,
  SecurityRequirement,
  SecurityScheme,
  Server,
  SourceLocation,
} from "./Contract.ts";
export { formatLocation, HTTP_METHODS } from "./Contract.ts";
export { ContractError } from "./ContractError.ts";
export type { ContractProblem, ContractProblemRule } from "./ContractProblem.ts";
export { type CommandIo, ignoreClosedPipes, reportContractErrors, UsageError } from "./commandLine.ts";
export { type DeprecationHeaders, deprecationHeaders } from "./deprecationHeaders.ts";
export type {
  Difference,
  DifferenceFacts,
  DifferenceKind,
  EnvelopeDifferenceKind,
  HeaderDifferenceKind,
  PropertyDifferenceKind,
  ValueDifferenceKind,
} from "./diff/Difference.ts";
export { describeActual } from "./diff/describeActual.ts";
export { differenceFingerprint } from "./diff/differenceFingerprint.ts";
export { type DiffOptions, diffResponse } from "./diff/diffResponse.ts";
export { findResponse } from "./diff/findResponse.ts";
export { type HeaderValues, type ResponseFacts, readHeaders } from "./diff/ResponseFacts.ts";
export { type RenderOptions, renderDifferences } from "./diff/renderDifferences.ts";
export { TRANSPORT_HEADERS } from "./diff/transportHeaders.ts";
export { type Html, html, prose } from "./html.ts";
export { findJsonProblem, type JsonProblem } from "./json/findJsonProblem.ts";
export {
  childPointer,
  escapeSegment,
  formatPointer,
  parsePointer,
  pointerOfFragment,
  pointerSegments,
  resolvePointer,
} from "./json/jsonPointer.ts";
export {
  canonicalJson,
  childOf,
  describeType,
  elementsOf,
  entriesOf,
  isJsonEqual,
  isList,
  isObject as isJsonObject,
  type JsonType,
  jsonTypeOf,
  setOwn,
  textOf,
} from "./json/jsonValues.ts";
export { createResolver } from "./load/createResolver.ts";
export type { ReadFile } from "./load/readSource.ts";
export { type UnreadContent, unreadContent } from "./load/unreadContent.ts";
export { type LoadOptions, loadContract, type ReadContract, readContract } from "./loadContract.ts";
export { type LoadedDocument, loadDocument } from "./loadDocument.ts";
export { parsePathTemplate, type TemplatePart } from "./match/parsePathTemplate.ts";
export {
  createMediaTypeMatcher,
  findMediaType,
  isJsonMediaType,
  type MediaTypeMatcher,
  type ParsedMediaType,
  parseAccept,
  parseMediaType,
  preferredMediaType,
  type WeightedRange,
} from "./media/mediaTypes.ts";
export { nearestName } from "./nearestName.ts";
export {
  isDay,
  readWaiver,
  WAIVERS_KEY,
  type WaiverKind,
  type WrittenWaiver,
  waiverForm,
  waiverKind,
} from "./readWaiver.ts";
export {
  createRequestReader,
  type RequestReader,
  type RequestReaderOptions,
  type RequestReading,
  type RequestValues,
} from "./request/RequestReader.ts";
export type { RequestFacts } from "./request/RequestTexts.ts";
export type { RequestKeyword, RequestViolation } from "./request/RequestViolation.ts";
export { requestProblems } from "./request/requestProblems.ts";
export { conjunctionOf } from "./schema/conjunctionOf.ts";
export { createDefaultFiller, type DefaultFiller } from "./schema/createDefaultFiller.ts";
export type { Direction } from "./schema/Direction.ts";
export { describeKeyword } from "./schema/describeSchema.ts";
export { multipleOfCheck } from "./schema/multipleOfCheck.ts";
export { plainKeywords } from "./schema/plainKeywords.ts";
export {
  type Bound,
  type Choice,
  isSchemaNode,
  type Keywords,
  type SchemaDocument,
  type SchemaNode,
  schemasIn,
} from "./schema/SchemaNode.ts";
export { SchemaReader, type SchemaReaderOptions } from "./schema/SchemaReader.ts";
export { SchemaValidators, schemaValidators } from "./schema/SchemaValidators.ts";
export { type ParsedJson, parseJsonText } from "./style/parseJsonText.ts";
export {
  cookieValues,
  type DecodeText,
  decodeFormText,
  decodeNothing,
  decodePercent,
  type RawTexts,
  type SplitPairs,
  splitFormPairs,
} from "./style/RawTexts.ts";
export { readStyled, type StyledReading } from "./style/readStyled.ts";
export type { IntegerMode } from "./style/settleNumbers.ts";
export type { Style, StyledTexts } from "./style/splitStyled.ts";
export { Repeated, type SplitValue } from "./style/splitStyled.ts";
export type { TypedValue } from "./style/typedValues.ts";
export { isIgnoredParameter } from "./table/buildParameters.ts";
export { readBasePaths } from "./table/readBasePaths.ts";
export { documentForTypes } from "./types/documentForTypes.ts";
export { securityTypes } from "./types/securityTypes.ts";
