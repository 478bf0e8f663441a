import { jsonPointer } from "../../json/jsonPointer.ts";
import { serverChanges } from "../../walk/serverChanges.ts";
import type { DocumentRule } from "../DocumentRule.ts";
import { words } from "../words.ts";

/** A new server address. */
export const serverAdded: DocumentRule = {
  id: "server-added",
  severity: "safe",
  summary: "A server address was added: the old ones work as before.",
  checkDocument: (pair) =>
    serverChanges(pair).flatMap(({ matched, operations, base }) =>
      matched.added.map((server) => ({
        title: `The server ${words.code(String(server.value.url))} was added`,
        why: "The old addresses work as before.",
        wayOut: "Nothing to do.",
        subject: String(server.value.url),
        operations,
        base: { pointer: base, value: undefined },
        head: { pointer: jsonPointer.append(server.pointer, "url"), value: server.value.url },
      })),
    ),
};
