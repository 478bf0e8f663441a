import { jsonPointer } from "../../json/jsonPointer.ts";
import { serverChanges } from "../../walk/serverChanges.ts";
import type { DocumentRule } from "../DocumentRule.ts";
import { words } from "../words.ts";

/** A server address that is no longer documented. */
export const serverRemoved: DocumentRule = {
  id: "server-removed",
  severity: "breaking",
  summary: "A server address was removed or changed: callers who use it reach nobody.",
  checkDocument: (pair) =>
    serverChanges(pair).flatMap(({ matched, operations, head }) =>
      matched.removed.map((server) => ({
        title: `The server ${words.code(String(server.value.url))} was removed`,
        why: "Callers who use this address (it is compiled into generated clients) reach nobody.",
        wayOut: "Keep answering under the old address, and redirect.",
        subject: String(server.value.url),
        operations,
        base: { pointer: jsonPointer.append(server.pointer, "url"), value: server.value.url },
        head: { pointer: head, value: undefined },
      })),
    ),
};
