import type { Contract, Operation } from "@gatehouse/contract";

/** The id under which responses to requests that match no operation are reported. */
export const UNROUTED = "(no operation)";

/**
 * Makes an operation out of a map of responses that stands outside all paths, so that responses to requests which match
 * no operation can be validated as well. OpenAPI has no place for them; a document gives them under an extension of its
 * own.
 */
export function createUnroutedOperation(
  contract: Contract,
  pointer: string | undefined,
): Operation | undefined {
  if (pointer === undefined) return undefined;
  return {
    contract,
    id: UNROUTED,
    method: "get",
    path: "",
    deprecated: false,
    summary: undefined,
    parameters: [],
    requestBody: undefined,
    responses: contract.responsesAt(pointer),
    security: [],
    tags: [],
    basePaths: [],
    servers: [],
    callbacks: [],
    extensions: {},
    pointer,
    location: contract.locate(pointer),
  };
}
