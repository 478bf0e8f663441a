import {
  childPointer,
  findMediaType,
  findResponse,
  type Located,
  type Operation,
  type Parameter,
  parseMediaType,
  type ResponseContract,
  type SecurityAlternative,
} from "@gatehouse/contract";
import { parameterKey, type RecordedExchange } from "./describeExchange.ts";

/** What a cell of the coverage table is about. */
export type CoverageKind =
  | "status"
  | "media-type"
  | "response-header"
  | "security"
  | "parameter"
  | "request-media-type"
  | "request-example"
  | "response-example";

/** One promise of an operation that some exchange of the tests has to show. */
export interface CoverageCell extends Located {
  readonly operationId: string;
  readonly kind: CoverageKind;
  /** Unique within the operation and stable: `200`, `200 header retry-after`, `query limit absent`. */
  readonly name: string;
  /** Whether an exchange of the operation shows it. */
  isShownBy(exchange: RecordedExchange): boolean;
}

type CellFacts = Pick<CoverageCell, "name" | "kind" | "pointer" | "isShownBy">;

/** Every promise of an operation that its tests have to show. */
export function coverageCells(operation: Operation): readonly CoverageCell[] {
  const facts = [
    ...[...operation.responses.values()].flatMap((response) => responseCells(operation, response)),
    ...securityCells(operation),
    ...operation.parameters.flatMap(parameterCells),
    ...requestCells(operation),
  ];
  return facts.map((cell) => ({
    ...cell,
    operationId: operation.id,
    location: operation.contract.locate(cell.pointer),
  }));
}

function responseCells(operation: Operation, response: ResponseContract): readonly CellFacts[] {
  const { status, pointer } = response;
  const isIt = (exchange: RecordedExchange): boolean => findResponse(operation, exchange.status) === response;
  return [
    { name: status, kind: "status", pointer, isShownBy: isIt },
    ...[...response.content.values()].flatMap((mediaType) => [
      {
        name: `${status} media type ${mediaType.mediaRange}`,
        kind: "media-type" as const,
        pointer: mediaType.pointer,
        isShownBy: (exchange: RecordedExchange) =>
          isIt(exchange) && isOf(response, mediaType, exchange.mediaType),
      },
      ...[...mediaType.examples.values()].map((example) => ({
        name: `${status} example ${example.name}`,
        kind: "response-example" as const,
        pointer: example.pointer,
        isShownBy: (exchange: RecordedExchange) =>
          isIt(exchange) && exchange.examples.includes(`response ${example.name}`),
      })),
    ]),
    ...[...response.headers.values()].map((header) => ({
      name: `${status} header ${header.name}`,
      kind: "response-header" as const,
      pointer: header.pointer,
      isShownBy: (exchange: RecordedExchange) => isIt(exchange) && exchange.headers.includes(header.name),
    })),
  ];
}

function isOf(
  owner: { readonly content: ResponseContract["content"] },
  mediaType: object,
  essence: string | undefined,
): boolean {
  const parsed = essence === undefined ? undefined : parseMediaType(essence);
  return parsed !== undefined && findMediaType(owner.content, parsed) === mediaType;
}

/** An alternative is shown by a request that used it, brought no other credential and succeeded. */
function securityCells({ security, pointer }: Operation): readonly CellFacts[] {
  return security.map((alternative, index) => ({
    name: `security ${alternativeName(alternative)}`,
    kind: "security" as const,
    pointer: childPointer(pointer, "security", String(index)),
    isShownBy: ({ credentials, status }: RecordedExchange) =>
      status < 400 &&
      credentials.length === alternative.length &&
      alternative.every(({ scheme }) => credentials.includes(scheme)),
  }));
}

/** `TOKEN + KEY`, or `anonymous`. */
function alternativeName(alternative: SecurityAlternative): string {
  return alternative.length === 0 ? "anonymous" : alternative.map(({ scheme }) => scheme).join(" + ");
}

function parameterCells(parameter: Parameter): readonly CellFacts[] {
  const key = parameterKey(parameter);
  const { pointer } = parameter;
  const present: CellFacts = {
    name: `${key} present`,
    kind: "parameter",
    pointer,
    isShownBy: ({ parameters }) => parameters.includes(key),
  };
  if (parameter.in === "path") return [present];
  const absent: CellFacts = {
    name: `${key} absent`,
    kind: "parameter",
    pointer,
    isShownBy: ({ parameters }) => !parameters.includes(key),
  };
  return [present, absent];
}

function requestCells({ requestBody }: Operation): readonly CellFacts[] {
  if (requestBody === undefined) return [];
  return [...requestBody.content.values()].flatMap((mediaType) => [
    {
      name: `request media type ${mediaType.mediaRange}`,
      kind: "request-media-type" as const,
      pointer: mediaType.pointer,
      isShownBy: ({ requestMediaType }: RecordedExchange) => isOf(requestBody, mediaType, requestMediaType),
    },
    ...[...mediaType.examples.values()].map((example) => ({
      name: `request example ${example.name}`,
      kind: "request-example" as const,
      pointer: example.pointer,
      isShownBy: ({ examples }: RecordedExchange) => examples.includes(`request ${example.name}`),
    })),
  ]);
}
