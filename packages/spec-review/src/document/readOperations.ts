import { HTTP_METHODS, type JsonObject } from "@gatehouse/contract";
import type { BodyView, OperationView } from "./OperationView.ts";
import { type Place, places } from "./Place.ts";
import { readContent } from "./readContent.ts";
import { readParameters } from "./readParameters.ts";
import { readResponses } from "./readResponses.ts";
import { readSecurity } from "./readSecurity.ts";

/** Reads the operations of a document, in its order. */
export function readOperations(root: JsonObject): OperationView[] {
  return readPathMap(root, places.child(root, places.root(root), "paths"));
}

/** Reads the operations that the server calls on whoever has asked for it out of band (OpenAPI 3.1, 4.8.1). */
export function readWebhooks(root: JsonObject): OperationView[] {
  return readPathMap(root, places.child(root, places.root(root), "webhooks"));
}

function readPathMap(root: JsonObject, map: Place | undefined): OperationView[] {
  return [...places.ownEntries(root, map)].flatMap(([path, item]) => readPathItem(root, path, item));
}

function readPathItem(root: JsonObject, path: string, item: Place): OperationView[] {
  return HTTP_METHODS.flatMap((method) => {
    const operation = places.child(root, item, method);
    return operation ? [readOperation(root, { path, method, item, operation })] : [];
  });
}

interface Source {
  readonly path: string;
  readonly method: string;
  readonly item: Place;
  readonly operation: Place;
}

function readOperation(root: JsonObject, { path, method, item, operation }: Source): OperationView {
  const { operationId, deprecated, "x-sunset": sunset } = operation.value;
  return {
    ...operation,
    method,
    path,
    shape: path.replaceAll(/\{[^{}]*\}/g, "{}"),
    id: typeof operationId === "string" ? operationId : undefined,
    deprecated: deprecated === true,
    sunset: typeof sunset === "string" ? sunset : undefined,
    parameters: readParameters({ root, path, item, operation }),
    body: readBody(root, operation),
    responses: readResponses(root, operation),
    security: readSecurity(root, operation),
    servers: ownServers(root, operation) ?? ownServers(root, item),
    callbacks: readCallbacks(root, operation),
  };
}

function readBody(root: JsonObject, operation: Place): BodyView | undefined {
  const body = places.child(root, operation, "requestBody");
  if (!body) return undefined;
  return { ...body, required: body.value.required === true, content: readContent(root, body) };
}

function ownServers(root: JsonObject, place: Place): Place[] | undefined {
  const servers = places.items(root, place, "servers");
  return servers.length > 0 ? servers : undefined;
}

function readCallbacks(root: JsonObject, operation: Place): Map<string, Map<string, OperationView>> {
  const callbacks = places.entries(root, places.child(root, operation, "callbacks"));
  return new Map(
    [...callbacks].map(([name, callback]) => {
      const operations = readPathMap(root, callback);
      return [name, new Map(operations.map((inner) => [`${inner.method} ${inner.path}`, inner]))];
    }),
  );
}
