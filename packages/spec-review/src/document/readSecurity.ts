import { isJsonObject, type JsonObject, type JsonValue } from "@gatehouse/contract";
import { jsonPointer } from "../json/jsonPointer.ts";
import type { SecurityAlternative, SecurityView } from "./OperationView.ts";
import type { Place } from "./Place.ts";

/** Reads what an operation asks of a caller; without a word of its own, what the document asks. */
export function readSecurity(root: JsonObject, operation: Place): SecurityView {
  const own = operation.value.security;
  if (Array.isArray(own)) {
    return {
      pointer: jsonPointer.append(operation.pointer, "security"),
      alternatives: readAlternatives(own),
    };
  }
  const inherited = root.security;
  return { pointer: "/security", alternatives: readAlternatives(Array.isArray(inherited) ? inherited : []) };
}

/** An empty list asks nothing; that is the same as one alternative that asks nothing. */
function readAlternatives(list: readonly JsonValue[]): SecurityAlternative[] {
  const alternatives = list.filter(isJsonObject).map(readAlternative);
  return alternatives.length > 0 ? alternatives : [new Map()];
}

function readAlternative(requirement: JsonObject): SecurityAlternative {
  return new Map(
    Object.entries(requirement).map(([scheme, scopes]) => [
      scheme,
      Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === "string") : [],
    ]),
  );
}
