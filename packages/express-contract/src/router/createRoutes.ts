import {
  type Contract,
  ContractError,
  childPointer,
  type DeprecationHeaders,
  deprecationHeaders,
  formatLocation,
  isSequence,
  type Operation,
  parseMediaType,
  requestProblems,
} from "@gatehouse/contract";
import { ContractBindingError } from "../errors.ts";
import { type BodyReader, type BodyReaderOptions, createBodyReader } from "../request/createBodyReader.ts";
import type { HandlerRequest } from "../request/createRequestValidator.ts";
import {
  createRequestValidator,
  type RequestValidator,
  type RequestValidatorOptions,
} from "../request/createRequestValidator.ts";
import type { ResponseData } from "../response/writeResponse.ts";
import {
  createSecurityGate,
  type SecurityGate,
  type UntypedSecurityHandler,
} from "../security/createSecurityGate.ts";

/** An operation handler without its types. */
export type UntypedHandler = (request: HandlerRequest, context: unknown) => Promise<ResponseData>;

/** One operation, ready to serve. */
export interface Route {
  readonly operationId: string;
  readonly gate: SecurityGate;
  /** Absent where the operation has no request body; a body that is sent all the same is not read. */
  readonly readBody: BodyReader | undefined;
  readonly validate: RequestValidator;
  readonly handle: UntypedHandler;
  /** What every response of a deprecated operation carries. */
  readonly notices: DeprecationHeaders | undefined;
  /** The media type of responses by status, where the document gives exactly one and it is not JSON. */
  readonly contentTypes: ReadonlyMap<number, string>;
}

/** Options of the routes. */
interface RouteOptions extends RequestValidatorOptions {
  readonly contract: Contract;
  readonly operations: Readonly<Record<string, UntypedHandler>>;
  readonly security: Readonly<Record<string, UntypedSecurityHandler>>;
  readonly bodies: BodyReaderOptions;
}

/**
 * Makes the route of every operation.
 *
 * @throws ContractBindingError when operations or security schemes of document and application differ; types find most
 *   of it before, but not what the document gained since they were generated
 */
export function createRoutes(options: RouteOptions): ReadonlyMap<Operation, Route> {
  assertComplete(options);
  assertDefined(options.contract);
  const routes = new Map<Operation, Route>();
  for (const [id, operation] of options.contract.operations) {
    const handle = options.operations[id];
    if (handle !== undefined) routes.set(operation, createRoute(operation, handle, options));
  }
  return routes;
}

function assertComplete({ contract, operations, security }: RouteOptions): void {
  const problems = [
    ...missing("The operation", contract.operations.keys(), operations),
    ...undocumented("the operation", operations, contract.operations),
    ...missing("The security scheme", usedSchemes(contract), security),
    ...undocumented("the security scheme", security, contract.securitySchemes),
    ...[...contract.operations.values()].flatMap(unreadItems),
    ...[...contract.operations.values()].flatMap(unreadableForms),
  ];
  if (problems.length > 0) throw new ContractBindingError(problems);
}

/** Items are read of bodies that are sequences by their media type (OpenAPI 3.2.0, 4.14.2), and of nothing else. */
function unreadItems({ contract, parameters, requestBody }: Operation): readonly string[] {
  const ofBody = [...(requestBody?.content.values() ?? [])].filter(
    ({ mediaRange }) => !isForm(mediaRange) && !isSequence(parseMediaType(mediaRange)?.essence ?? ""),
  );
  const ofParameters = parameters.flatMap(({ content }) => [...(content?.values() ?? [])]);
  return [...ofBody, ...ofParameters]
    .filter(({ itemSchema }) => itemSchema !== undefined)
    .map(({ pointer }) => {
      const { file, line, column } = contract.locate(childPointer(pointer, "itemSchema"));
      return `${file}:${line}:${column} "itemSchema" is not applied here. Describe the whole text with "schema", and validate its items in the handler.`;
    });
}

function isForm(mediaRange: string): boolean {
  return mediaRange.startsWith("multipart/form-data");
}

const POSITIONAL_KEYWORDS = ["itemEncoding", "itemSchema", "prefixEncoding"] as const;

/** Headers that parts do have; `encoding` describes the media type by a field of its own. */
const PART_HEADERS: ReadonlySet<string> = new Set(["content-disposition", "content-type"]);

/**
 * OpenAPI 3.2 can describe parts by position, which says nothing of the names that form data has. Parts of form data
 * have no other headers (RFC 7578, 4.8), so that none can be required.
 */
function unreadableForms({ contract, requestBody }: Operation): readonly string[] {
  const forms = [...(requestBody?.content.values() ?? [])].filter(({ mediaRange }) => isForm(mediaRange));
  return forms.flatMap(({ pointer, location, encoding = {} }) => {
    const { value } = contract.resolve(pointer);
    const report = (keyword: string, remedy: string) =>
      `${formatLocation(location)} "${keyword}" is not read in form data. ${remedy}`;
    const positional = POSITIONAL_KEYWORDS.filter((keyword) => Object.hasOwn(Object(value), keyword)).map(
      (keyword) => report(keyword, 'Describe the parts by name, with "schema" and "encoding".'),
    );
    const headers = Object.keys(encoding).flatMap((name) => {
      const own = childPointer(pointer, "encoding", name, "headers");
      return Object.keys(Object(contract.resolve(own).value)).filter(
        (header) =>
          !PART_HEADERS.has(header.toLowerCase()) &&
          contract.resolve(childPointer(own, header, "required")).value === true,
      );
    });
    const remedy = 'Leave out "required", or make it a field of the form.';
    return [...positional, ...headers.map((header) => report(`headers/${header}`, remedy))];
  });
}

function missing(kind: string, wanted: Iterable<string>, given: object): string[] {
  return [...wanted]
    .filter((name) => !Object.hasOwn(given, name))
    .map((name) => `${kind} "${name}" has no handler.`);
}

function undocumented(kind: string, given: object, known: ReadonlyMap<string, unknown>): string[] {
  return Object.keys(given)
    .filter((name) => !known.has(name))
    .map((name) => `A handler is given for ${kind} "${name}", which the document does not have.`);
}

/** The schemes that some operation asks for; a scheme that no operation uses needs no handler. */
function usedSchemes(contract: Contract): Set<string> {
  const alternatives = [...contract.operations.values()].flatMap(({ security }) => security);
  return new Set(alternatives.flatMap((alternative) => alternative.map(({ scheme }) => scheme)));
}

function createRoute(operation: Operation, handle: UntypedHandler, options: RouteOptions): Route {
  const { contract, security, bodies } = options;
  const { requestBody } = operation;
  return {
    operationId: operation.id,
    gate: createSecurityGate({ operation, schemes: contract.securitySchemes, handlers: security }),
    readBody: requestBody === undefined ? undefined : createBodyReader(operation, requestBody, bodies),
    validate: createRequestValidator(operation, options),
    handle,
    notices: deprecationHeaders(operation),
    contentTypes: contentTypesOf(operation),
  };
}

/** @throws ContractError when the document leaves undefined how parameters are written */
function assertDefined(contract: Contract): void {
  const problems = requestProblems(contract);
  if (problems.length > 0) throw new ContractError(contract.files[0] ?? "(document)", problems);
}

function contentTypesOf({ responses }: Operation): ReadonlyMap<number, string> {
  const types = new Map<number, string>();
  for (const [status, { content }] of responses) {
    const [only] = content.keys();
    const isUsual = only === undefined || only === "application/json" || only.includes("*");
    if (content.size === 1 && !isUsual) types.set(Number(status), only);
  }
  return types;
}
