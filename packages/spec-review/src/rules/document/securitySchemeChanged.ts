import { isJsonEqual, isJsonObject, type JsonValue } from "@gatehouse/contract";
import { matchSchemes, schemeMeaning } from "../../walk/securitySchemes.ts";
import type { DocumentRule } from "../DocumentRule.ts";
import { words } from "../words.ts";

/** How callers prove who they are. */
export const securitySchemeChanged: DocumentRule = {
  id: "security-scheme-changed",
  severity: "breaking",
  summary:
    "A security scheme changed its kind, its place or its addresses: callers send their credentials where nobody looks, " +
    "or fetch them where nobody answers.",
  checkDocument: ({ documents, operations }) =>
    matchSchemes(documents).kept.flatMap(({ name, base, head }) => {
      const users = operations.kept
        .map((pair) => pair.base)
        .filter(({ security }) => security.alternatives.some((alternative) => alternative.has(name)));
      const [old, now] = [schemeMeaning(base.value), schemeMeaning(head.value)];
      if (users.length === 0 || stillWorks(old, now)) return [];
      return [
        {
          title: `The security scheme ${words.code(name)} changed from ${words.code(describe(old))} to ${words.code(describe(now))}`,
          why: "Callers send their credentials where nobody looks for them, or fetch them where nobody answers.",
          wayOut: "Add the new scheme as an alternative, and keep the old one until the next major version.",
          subject: name,
          operations: users,
          base: { pointer: base.pointer, value: old },
          head: { pointer: head.pointer, value: now },
        },
      ];
    }),
};

type Meaning = ReturnType<typeof schemeMeaning>;

/** Another OAuth flow, or an address for refreshing where there was none, takes nothing away. */
function stillWorks(old: Meaning, now: Meaning): boolean {
  if (!isJsonObject(old.flows) || !isJsonObject(now.flows)) return isJsonEqual(old, now);
  const flows = now.flows;
  return Object.entries(old.flows).every(([kind, flow]) => keeps(flow, flows[kind]));
}

function keeps(old: JsonValue, now: JsonValue | undefined): boolean {
  if (!isJsonObject(old) || !isJsonObject(now)) return isJsonEqual(old, now);
  return Object.entries(old).every(([name, address]) => isJsonEqual(address, now[name]));
}

function describe(meaning: ReturnType<typeof schemeMeaning>): string {
  return Object.values(meaning)
    .map((value) => (typeof value === "string" ? value : JSON.stringify(value)))
    .join(" ");
}
