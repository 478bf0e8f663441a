import { isJsonEqual, type JsonObject, type JsonValue } from "@gatehouse/contract";
import type { Place } from "../../document/Place.ts";
import { jsonPointer } from "../../json/jsonPointer.ts";
import type { Kept } from "../../walk/OperationPair.ts";
import { serverVariables } from "../../walk/serverAddresses.ts";
import { serverChanges } from "../../walk/serverChanges.ts";
import type { DocumentRule, DocumentTold } from "../DocumentRule.ts";
import { words } from "../words.ts";

/** The values that a part of a server address can take. */
export const serverVariableChanged: DocumentRule = {
  id: "server-variable-changed",
  severity: "breaking",
  summary:
    "A variable of a server address lost a value, got a list of values or has another default: callers who use another " +
    "one reach nobody, or somebody else.",
  checkDocument: (pair) =>
    serverChanges(pair).flatMap(({ matched, operations }) =>
      matched.kept.flatMap((server) => variableChanges(server).map((told) => ({ ...told, operations }))),
    ),
};

/** Variables belong together by their place in the address; their names travel nowhere. */
function variableChanges({ base, head }: Kept<Place>): DocumentTold[] {
  const now = serverVariables(head);
  return serverVariables(base).flatMap((old, index) => {
    const other = now[index];
    return other
      ? [
          ...valueChanges([base, ...old], [head, ...other]),
          ...defaultChanges([base, ...old], [head, ...other]),
        ]
      : [];
  });
}

type Variable = readonly [server: Place, name: string, variable: JsonObject];

function valueChanges(old: Variable, now: Variable): DocumentTold[] {
  const [, name, { enum: before }] = old;
  const [, , { enum: after }] = now;
  if (!Array.isArray(after)) return [];
  const removed = removedValues(before, after);
  const isLimited = !Array.isArray(before);
  if (!isLimited && removed.length === 0) return [];
  const variable = words.code(name);
  return [
    {
      title: isLimited
        ? `The server variable ${variable} is now limited to listed values`
        : `${words.list(removed)} removed from the values of the server variable ${variable}`,
      why: isLimited
        ? "Callers who use any other value, as the old document allows, reach nobody."
        : "Callers who use one of these values reach nobody.",
      wayOut: "Keep answering under the old addresses.",
      subject: `${name} enum`,
      base: side(old, "enum"),
      head: side(now, "enum"),
    },
  ];
}

function defaultChanges(old: Variable, now: Variable): DocumentTold[] {
  const [, name, { default: before }] = old;
  const [, , { default: after }] = now;
  if (isJsonEqual(before, after)) return [];
  return [
    {
      severity: "risky",
      title: `The default of the server variable ${words.code(name)} changed from ${words.code(before)} to ${words.code(after)}`,
      why: "Clients generated from the new document, without a value of their own, call another address.",
      wayOut: "Keep the default.",
      subject: `${name} default`,
      base: side(old, "default"),
      head: side(now, "default"),
    },
  ];
}

function side([server, name, variable]: Variable, keyword: string) {
  return {
    pointer: jsonPointer.append(server.pointer, "variables", name, keyword),
    value: variable[keyword],
  };
}

function removedValues(before: JsonValue | undefined, after: readonly JsonValue[]): JsonValue[] {
  if (!Array.isArray(before)) return [];
  const values: readonly JsonValue[] = before;
  return values.filter((value) => !after.includes(value));
}
