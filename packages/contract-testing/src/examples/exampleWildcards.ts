import { elementsOf, type JsonValue, type Operation } from "@gatehouse/contract";

const EXTENSION = "x-contract-wildcards";

/**
 * The places of an operation's answers that its examples cannot know: JSON pointers under `x-contract-wildcards`
 * beside the operation, and those at the top of the document, which hold for all operations.
 */
export function exampleWildcards(operation: Operation): readonly string[] {
  return [...texts(operation.contract.document[EXTENSION]), ...texts(operation.extensions[EXTENSION])];
}

function texts(value: JsonValue | undefined): readonly string[] {
  return elementsOf(value).filter((element) => typeof element === "string");
}
