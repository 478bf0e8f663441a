import {
  type Contract,
  childPointer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type MediaType,
  type Operation,
  type ResponseContract,
  type ResponseHeader,
} from "@gatehouse/contract";

/** The id under which answers to requests that match no operation are told of. */
export const UNROUTED = "(no operation)";

interface Placed {
  readonly value: JsonObject;
  readonly pointer: string;
}

function at(contract: Contract, pointer: string): Placed {
  const resolved = contract.resolve(pointer);
  return { pointer: resolved.pointer, value: isJsonObject(resolved.value) ? resolved.value : {} };
}

/** The entries of a map of the document, references followed. */
function entriesIn(contract: Contract, holder: Placed, name: string): readonly (readonly [string, Placed])[] {
  const map: JsonValue | undefined = holder.value[name];
  return Object.keys(isJsonObject(map) ? map : {}).map((key) => [
    key,
    at(contract, childPointer(holder.pointer, name, key)),
  ]);
}

function readHeaders(contract: Contract, response: Placed): ReadonlyMap<string, ResponseHeader> {
  const headers = entriesIn(contract, response, "headers").map(
    ([key, { value, pointer }]): [string, ResponseHeader] => {
      const name = key.toLowerCase();
      const location = contract.locate(pointer);
      const { schema } = value;
      const facts = {
        required: value.required === true,
        deprecated: value.deprecated === true,
        explode: value.explode === true,
      };
      return [name, { name, pointer, location, schema, content: undefined, examples: new Map(), ...facts }];
    },
  );
  return new Map(headers);
}

function readContent(contract: Contract, response: Placed): ReadonlyMap<string, MediaType> {
  const content = entriesIn(contract, response, "content").map(
    ([key, { value, pointer }]): [string, MediaType] => {
      const mediaRange = key.toLowerCase();
      const location = contract.locate(pointer);
      return [
        mediaRange,
        { mediaRange, pointer, location, schema: value.schema, examples: new Map(), encoding: undefined },
      ];
    },
  );
  return new Map(content);
}

function readResponse(contract: Contract, status: string, response: Placed): ResponseContract {
  const { value, pointer } = response;
  return {
    status,
    description: typeof value.description === "string" ? value.description : "",
    headers: readHeaders(contract, response),
    content: readContent(contract, response),
    links: new Map(),
    pointer,
    location: contract.locate(pointer),
  };
}

/**
 * Makes an operation out of a map of responses that stands outside all paths, so that answers to requests
 * which match no operation can be held against something. OpenAPI has no place for them; a document
 * gives them under an extension of its own.
 */
export function createUnroutedOperation(
  contract: Contract,
  pointer: string | undefined,
): Operation | undefined {
  if (pointer === undefined) return undefined;
  const split = pointer.lastIndexOf("/");
  const holder = at(contract, pointer.slice(0, split));
  const responses = entriesIn(contract, holder, pointer.slice(split + 1));
  return {
    contract,
    id: UNROUTED,
    method: "get",
    path: "",
    deprecated: false,
    summary: undefined,
    parameters: [],
    requestBody: undefined,
    responses: new Map(
      responses.map(([status, response]) => [status, readResponse(contract, status, response)]),
    ),
    security: [],
    tags: [],
    extensions: {},
    pointer,
    location: contract.locate(pointer),
  };
}
