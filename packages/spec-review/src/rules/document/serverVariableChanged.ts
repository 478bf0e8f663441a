import type { Place } from "../../document/Place.ts";
import { isJsonObject } from "../../json/isJsonObject.ts";
import type { JsonObject, JsonValue } from "../../json/JsonValue.ts";
import { jsonEquals } from "../../json/jsonEquals.ts";
import { jsonPointer } from "../../json/jsonPointer.ts";
import type { Kept } from "../../walk/OperationPair.ts";
import { serverChanges } from "../../walk/serverChanges.ts";
import type { DocumentRule, DocumentTold } from "../DocumentRule.ts";
import { words } from "../words.ts";

/** The values that a part of a server address can take. */
export const serverVariableChanged: DocumentRule = {
  id: "server-variable-changed",
  severity: "breaking",
  summary:
    "A variable of a server address lost a value or has another default: callers who use the old one reach nobody, or " +
    "somebody else.",
  checkDocument: (pair) =>
    serverChanges(pair).flatMap(({ matched, operations }) =>
      matched.kept.flatMap((server) => variableChanges(server).map((told) => ({ ...told, operations }))),
    ),
};

function variableChanges({ base, head }: Kept<Place>): DocumentTold[] {
  const [old, now] = [variablesOf(base), variablesOf(head)];
  return Object.entries(old).flatMap(([name, variable]) => {
    const other = now[name];
    if (!isJsonObject(variable) || !isJsonObject(other)) return [];
    const at = (place: Place, keyword: string) =>
      jsonPointer.append(place.pointer, "variables", name, keyword);
    const side = (place: Place, value: JsonObject, keyword: string) => ({
      pointer: at(place, keyword),
      value: value[keyword],
    });
    const told: DocumentTold[] = [];
    const removed = removedValues(variable.enum, other.enum);
    if (removed.length > 0) {
      told.push({
        title: `${words.list(removed)} removed from the values of the server variable ${words.code(name)}`,
        why: "Callers who use one of these values reach nobody.",
        wayOut: "Keep answering under the old addresses.",
        subject: `${name} enum`,
        base: side(base, variable, "enum"),
        head: side(head, other, "enum"),
      });
    }
    if (!jsonEquals(variable.default, other.default)) {
      told.push({
        severity: "risky",
        title: `The default of the server variable ${words.code(name)} changed from ${words.code(variable.default)} to ${words.code(other.default)}`,
        why: "Clients generated from the new document, without a value of their own, call another address.",
        wayOut: "Keep the default.",
        subject: `${name} default`,
        base: side(base, variable, "default"),
        head: side(head, other, "default"),
      });
    }
    return told;
  });
}

function variablesOf({ value }: Place): JsonObject {
  return isJsonObject(value.variables) ? value.variables : {};
}

/** Without a list every value is allowed. */
function removedValues(before: JsonValue | undefined, after: JsonValue | undefined): JsonValue[] {
  if (!Array.isArray(after) || !Array.isArray(before)) return [];
  const values: readonly JsonValue[] = before;
  return values.filter((value) => !after.includes(value));
}
