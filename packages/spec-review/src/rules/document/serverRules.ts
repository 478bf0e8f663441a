import { childPointer, isJsonEqual, type JsonObject, type JsonValue } from "@gatehouse/contract";
import type { DocumentNode } from "../../document/DocumentNode.ts";
import type { Kept } from "../../walk/DocumentPair.ts";
import { serverChanges, serverVariables } from "../../walk/serverChanges.ts";
import type { DocumentRule, DocumentRuleFinding } from "../Rule.ts";
import { words } from "../words.ts";

/** A server address that is no longer documented. */
const serverRemoved: DocumentRule = {
  id: "server-removed",
  severity: "breaking",
  summary: "A server address was removed or changed: callers who use it get no response.",
  checkDocument: (pair) =>
    serverChanges(pair).flatMap(({ matched, operations, head }) =>
      matched.removed.map((server) => ({
        title: `The server ${words.code(String(server.value.url))} was removed`,
        why: "Callers who use this address (generated clients contain it) get no response.",
        remedy: "Keep serving the old address, and redirect.",
        subject: String(server.value.url),
        operations,
        base: { pointer: childPointer(server.pointer, "url"), value: server.value.url },
        head: { pointer: head, value: undefined },
      })),
    ),
};

/** The values that a part of a server address can take. */
const serverVariableChanged: DocumentRule = {
  id: "server-variable-changed",
  severity: "breaking",
  summary:
    "A variable of a server address lost a value, got a list of values or has another default: callers who use another " +
    "one get no response, or one from another server.",
  checkDocument: (pair) =>
    serverChanges(pair).flatMap(({ matched, operations }) =>
      matched.kept.flatMap((server) => variableChanges(server).map((found) => ({ ...found, operations }))),
    ),
};

type Variable = readonly [server: DocumentNode, name: string, variable: JsonObject];

/** A new server address. */
const serverAdded: DocumentRule = {
  id: "server-added",
  severity: "safe",
  summary: "A server address was added: the old ones work as before.",
  checkDocument: (pair) =>
    serverChanges(pair).flatMap(({ matched, operations, base }) =>
      matched.added.map((server) => ({
        title: `The server ${words.code(String(server.value.url))} was added`,
        why: "The old addresses work as before.",
        remedy: "Nothing to do.",
        subject: String(server.value.url),
        operations,
        base: { pointer: base, value: undefined },
        head: { pointer: childPointer(server.pointer, "url"), value: server.value.url },
      })),
    ),
};

/** Variables belong together by their place in the address; their names travel nowhere. */
function variableChanges({ base, head }: Kept<DocumentNode>): DocumentRuleFinding[] {
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

function valueChanges(old: Variable, now: Variable): DocumentRuleFinding[] {
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
        ? "Callers who use any other value, as the old document allows, get no response."
        : "Callers who use one of these values get no response.",
      remedy: "Keep serving the old addresses.",
      subject: `${name} enum`,
      base: side(old, "enum"),
      head: side(now, "enum"),
    },
  ];
}

function defaultChanges(old: Variable, now: Variable): DocumentRuleFinding[] {
  const [, name, { default: before }] = old;
  const [, , { default: after }] = now;
  if (isJsonEqual(before, after)) return [];
  return [
    {
      severity: "risky",
      title: `The default of the server variable ${words.code(name)} changed from ${words.code(before)} to ${words.code(after)}`,
      why: "Clients that are generated from the new document and set no value call another address.",
      remedy: "Keep the default.",
      subject: `${name} default`,
      base: side(old, "default"),
      head: side(now, "default"),
    },
  ];
}

function side([server, name, variable]: Variable, keyword: string) {
  return {
    pointer: childPointer(server.pointer, "variables", name, keyword),
    value: variable[keyword],
  };
}

function removedValues(before: JsonValue | undefined, after: readonly JsonValue[]): JsonValue[] {
  if (!Array.isArray(before)) return [];
  const values: readonly JsonValue[] = before;
  return values.filter((value) => !after.includes(value));
}

/** The rules about servers. */
export const serverRules: readonly DocumentRule[] = [serverRemoved, serverVariableChanged, serverAdded];
