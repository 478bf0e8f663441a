import { isJsonObject, type JsonObject, pointerOfFragment, pointerSegments } from "@gatehouse/contract";

/** What a link leads to and takes along, however the document names its operation. */
export function linkTarget(root: JsonObject, link: JsonObject): JsonObject {
  const { description: _, operationId, operationRef, ...rest } = link;
  const named = typeof operationId === "string" ? addressById(root, operationId) : undefined;
  const referred = typeof operationRef === "string" ? addressByRef(operationRef) : undefined;
  return { ...rest, operation: named ?? referred ?? operationId ?? operationRef ?? null };
}

function addressByRef(ref: string): string | undefined {
  if (!ref.startsWith("#/paths/")) return undefined;
  const [, path = "", method = ""] = pointerSegments(pointerOfFragment(ref));
  return addressOf(path, method);
}

function addressById(root: JsonObject, id: string): string | undefined {
  const paths = isJsonObject(root.paths) ? root.paths : {};
  for (const [path, item] of Object.entries(paths)) {
    if (!isJsonObject(item)) continue;
    for (const [method, operation] of Object.entries(item)) {
      if (isJsonObject(operation) && operation.operationId === id) return addressOf(path, method);
    }
  }
  return undefined;
}

/** The names of path parameters are of no interest. */
function addressOf(path: string, method: string): string {
  return `${method} ${path.replaceAll(/\{[^{}]*\}/g, "{}")}`;
}
