import {
  type Contract,
  HTTP_METHODS,
  type HttpMethod,
  type JsonObject,
  type JsonValue,
  type Operation,
} from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { elementsOf, entriesOf, isObject, textOf } from "../json/jsonValues.ts";
import { buildContent } from "./buildContent.ts";
import { buildParameters } from "./buildParameters.ts";
import { buildResponses } from "./buildResponses.ts";
import { buildSecurity } from "./buildSecurity.ts";
import type { Resolved, TableContext } from "./TableContext.ts";

/** A path of the document with its operations. */
export interface PathEntry {
  readonly path: string;
  readonly pointer: string;
  readonly servers: JsonValue | undefined;
  readonly operations: ReadonlyMap<HttpMethod, Operation>;
}

/** Reads the paths of a document; `contract` is what the operations will belong to. */
export function buildOperations(context: TableContext, contract: () => Contract): readonly PathEntry[] {
  const paths = context.resolve(context.document.paths, "/paths");
  return entriesOf(paths.value).flatMap(([path, value]) => {
    if (path.startsWith("x-")) return [];
    const pathItem = context.resolve(value, childPointer("/paths", path));
    const operations = new Map<HttpMethod, Operation>();
    for (const [key, entry] of Object.entries(pathItem.value)) {
      const method = HTTP_METHODS.find((name) => name === key);
      if (method === undefined || !isObject(entry)) continue;
      const source = { value: entry, pointer: childPointer(pathItem.pointer, method) };
      const facts = buildFacts(context, { path, method, pathItem, source });
      operations.set(method, context.located(belongingTo(facts, contract), source.pointer));
    }
    return [{ path, pointer: pathItem.pointer, servers: pathItem.value.servers, operations }];
  });
}

/** The way back is not enumerable: whoever prints or compares an operation means the operation alone. */
function belongingTo<Facts extends object>(facts: Facts, contract: () => Contract) {
  const owned = {
    ...facts,
    get contract(): Contract {
      return contract();
    },
  };
  return Object.defineProperty(owned, "contract", { enumerable: false });
}

interface OperationSource {
  readonly path: string;
  readonly method: HttpMethod;
  readonly pathItem: Resolved;
  readonly source: Resolved;
}

function buildFacts(context: TableContext, { path, method, pathItem, source }: OperationSource) {
  const { value } = source;
  return {
    id: textOf(value.operationId) ?? `${method.toUpperCase()} ${path}`,
    method,
    path,
    deprecated: value.deprecated === true,
    summary: textOf(value.summary),
    tags: elementsOf(value.tags).filter((tag) => typeof tag === "string"),
    parameters: buildParameters(context, pathItem, source),
    requestBody: buildRequestBody(context, source),
    responses: buildResponses(context, source),
    security: buildSecurity(value.security ?? context.document.security),
    extensions: extensionsOf(value),
  };
}

function buildRequestBody(context: TableContext, operation: Resolved): Operation["requestBody"] {
  if (operation.value.requestBody === undefined) return undefined;
  const pointer = childPointer(operation.pointer, "requestBody");
  const resolved = context.resolve(operation.value.requestBody, pointer);
  const facts = { required: resolved.value.required === true, content: buildContent(context, resolved) };
  return context.located(facts, resolved.pointer);
}

function extensionsOf(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key.startsWith("x-")));
}
