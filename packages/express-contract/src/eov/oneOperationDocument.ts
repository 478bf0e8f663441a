import {
  type Contract,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Operation,
  pointerOfFragment,
  resolvePointer,
} from "@gatehouse/contract";

const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/;

/** A document that holds one operation, and the path it has in there. */
export interface OneOperationDocument {
  readonly document: JsonObject;
  readonly path: string;
}

/** The object at a pointer, references followed. */
function find(contract: Contract, pointer: string): JsonObject {
  const { value } = contract.resolve(pointer);
  return isJsonObject(value) ? value : {};
}

/** Each path parameter becomes a segment of its own, in quotes where its name is no identifier. */
function canonicalPath(operation: Operation): string {
  const names = operation.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
  const segments = names.map((name) => `/{${PLAIN_NAME.test(name) ? name : JSON.stringify(name)}}`);
  return `/operation${segments.join("")}`;
}

/** The schemes of the operation whose key travels in the query, and so needs no parameter in the document. */
function queryKeySchemes(contract: Contract, operation: Operation): readonly string[] {
  const names = operation.security.flatMap((alternative) => alternative.map(({ scheme }) => scheme));
  return [...new Set(names)].filter((name) => contract.securitySchemes.get(name)?.in === "query");
}

/**
 * Cuts one operation out of a document, with the components that its request reaches. Responses and
 * servers are left out: the validator that gets it validates requests only.
 */
export function oneOperationDocument(contract: Contract, operation: Operation): OneOperationDocument {
  const { document } = contract;
  const source = find(contract, operation.pointer);
  const { copy, components } = createComponentCollector(document);
  const extensions = Object.entries(source).filter(([key]) => key.startsWith("x-"));
  const keySchemes = queryKeySchemes(contract, operation);
  const request: Record<string, JsonValue> = {
    ...Object.fromEntries(extensions),
    parameters: operation.parameters.map(({ pointer }) => copy(find(contract, pointer))),
    // One scheme for each alternative: the validator lets only the first one's query parameter pass.
    security: keySchemes.map((name) => ({ [name]: [] })),
    responses: {},
  };
  if (operation.requestBody !== undefined) {
    const body = copy(find(contract, operation.requestBody.pointer));
    request.requestBody = { ...(isJsonObject(body) ? body : {}), required: operation.requestBody.required };
  }
  const securitySchemes = Object.fromEntries(
    keySchemes.map((name) => [name, copy(find(contract, contract.securitySchemes.get(name)?.pointer ?? ""))]),
  );
  const path = canonicalPath(operation);
  return {
    path,
    document: {
      openapi: contract.openapi,
      info: { title: operation.id, version: "1" },
      paths: { [path]: { [operation.method]: request } },
      components: { ...components, securitySchemes },
    },
  };
}

const COMPONENT = /^#\/components\/([^/]+)\/([^/]+)/;

/** Copies parts of a document, and with them the components that they refer to. */
interface ComponentCollector {
  /** A deep copy of a value, its references pointing into `components`. */
  copy(value: JsonValue): JsonValue;
  /** The components that all copies so far reach, those of components included. */
  readonly components: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
}

/** Makes a collector for one document. */
function createComponentCollector(document: JsonObject): ComponentCollector {
  const components: Record<string, Record<string, JsonValue>> = {};
  const names = new Map<string, string>();

  const add = (type: string, name: string, pointer: string) => {
    components[type] ??= {};
    const group = components[type];
    if (Object.hasOwn(group, name)) return;
    // The entry is taken before its content is copied, so that a schema may refer to itself.
    group[name] = {};
    group[name] = copy(valueAt(document, pointer) ?? {});
  };

  /** A reference to any other value gets a component of its own. */
  const inline = (reference: string): string => {
    const known = names.get(reference);
    if (known !== undefined) return known;
    const name = `Inlined${names.size + 1}`;
    names.set(reference, `#/components/schemas/${name}`);
    add("schemas", name, reference.slice(1));
    return `#/components/schemas/${name}`;
  };

  const moveReference = (reference: string): string => {
    const [, type, name] = COMPONENT.exec(reference) ?? [];
    if (type === undefined || name === undefined)
      return reference.startsWith("#/") ? inline(reference) : reference;
    add(type, name, `/components/${type}/${name}`);
    return reference;
  };

  const copy = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(copy);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [
        key,
        key === "$ref" && typeof child === "string" ? moveReference(child) : copy(child),
      ]),
    );
  };

  return { copy, components };
}

/** The value at a pointer that stands in a reference, with or without percent-encoding. */
function valueAt(document: JsonObject, pointer: string): JsonValue | undefined {
  return resolvePointer(document, pointer) ?? resolvePointer(document, pointerOfFragment(pointer));
}
