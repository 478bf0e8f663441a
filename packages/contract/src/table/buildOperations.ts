import {
  type Callback,
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
import { readBasePaths, readServers } from "./readBasePaths.ts";
import type { Resolved, TableContext } from "./TableContext.ts";

/** A path of the document with its operations. */
export interface PathEntry {
  readonly path: string;
  readonly pointer: string;
  readonly operations: ReadonlyMap<HttpMethod, Operation>;
}

/** Reads the paths of a document; `contract` is what the operations will belong to. */
export function buildOperations(context: TableContext, contract: () => Contract): readonly PathEntry[] {
  const paths = context.resolve(context.document.paths, "/paths");
  return entriesOf(paths.value).flatMap(([path, value]) => {
    if (path.startsWith("x-")) return [];
    const pathItem = context.resolve(value, childPointer("/paths", path));
    return [
      { path, pointer: pathItem.pointer, operations: buildPathItem({ context, contract, path, pathItem }) },
    ];
  });
}

/** Reads the webhooks of a document; each is a path item without a path (OpenAPI 3.1.1, 4.8.1). */
export function buildWebhooks(context: TableContext, contract: () => Contract): Contract["webhooks"] {
  return new Map(
    entriesOf(context.document.webhooks).map(([name, value]) => {
      const pathItem = context.resolve(value, childPointer("/webhooks", name));
      return [name, buildPathItem({ context, contract, path: name, pathItem })];
    }),
  );
}

interface PathItemSource {
  readonly context: TableContext;
  readonly contract: () => Contract;
  readonly path: string;
  readonly pathItem: Resolved;
}

function buildPathItem(source: PathItemSource): ReadonlyMap<HttpMethod, Operation> {
  const { pathItem } = source;
  const operations = new Map<HttpMethod, Operation>();
  const add = (method: string, entry: JsonValue, pointer: string) => {
    if (!isObject(entry) || operations.has(method)) return;
    operations.set(method, buildOperation(source, method, { value: entry, pointer }));
  };
  for (const [key, entry] of Object.entries(pathItem.value)) {
    if (HTTP_METHODS.some((method) => method === key)) add(key, entry, childPointer(pathItem.pointer, key));
  }
  for (const [name, entry] of entriesOf(pathItem.value.additionalOperations)) {
    add(name.toLowerCase(), entry, childPointer(pathItem.pointer, "additionalOperations", name));
  }
  return operations;
}

/**
 * The way back and the callbacks are not enumerable: what prints or compares an operation means the operation alone.
 * Callbacks are read when they are asked for, because they may lead to themselves.
 */
function buildOperation(owner: PathItemSource, method: HttpMethod, source: Resolved): Operation {
  const { context, contract, path, pathItem } = owner;
  const facts = buildFacts(context, { path, method, pathItem, source });
  let callbacks: readonly Callback[] | undefined;
  const operation = Object.defineProperties(facts, {
    contract: { get: contract, enumerable: false },
    callbacks: {
      get: () => {
        callbacks ??= buildCallbacks(owner, source);
        return callbacks;
      },
      enumerable: false,
    },
  });
  return context.located(
    operation as typeof facts & Pick<Operation, "contract" | "callbacks">,
    source.pointer,
  );
}

function buildCallbacks({ context, contract }: PathItemSource, operation: Resolved): readonly Callback[] {
  return entriesOf(operation.value.callbacks).flatMap(([name, entry]) => {
    const callback = context.resolve(entry, childPointer(operation.pointer, "callbacks", name));
    return entriesOf(callback.value).flatMap(([expression, value]) => {
      if (expression.startsWith("x-")) return [];
      const pathItem = context.resolve(value, childPointer(callback.pointer, expression));
      const operations = buildPathItem({ context, contract, path: expression, pathItem });
      return [context.located({ name, expression, operations }, pathItem.pointer)];
    });
  });
}

interface OperationSource {
  readonly path: string;
  readonly method: HttpMethod;
  readonly pathItem: Resolved;
  readonly source: Resolved;
}

function buildFacts(context: TableContext, { path, method, pathItem, source }: OperationSource) {
  const { value } = source;
  const servers = value.servers ?? pathItem.value.servers ?? context.document.servers;
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
    basePaths: readBasePaths(servers),
    servers: readServers(servers),
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
