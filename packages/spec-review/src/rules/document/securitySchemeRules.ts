import {
  childPointer,
  isJsonEqual,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from "@gatehouse/contract";
import type { OperationView } from "../../document/OperationView.ts";
import { matchSchemes, schemeMeaning } from "../../walk/securitySchemes.ts";
import type { DocumentRule } from "../Rule.ts";
import { words } from "../words.ts";

/** A scope that an OAuth flow no longer offers. */
const securityScopeWithdrawn: DocumentRule = {
  id: "security-scope-withdrawn",
  severity: "breaking",
  summary:
    "An OAuth flow no longer offers a scope: callers who request a token with it are rejected. If " +
    "no operation required it, this is only risky.",
  checkDocument: ({ documents, operations }) =>
    matchSchemes(documents).kept.flatMap(({ name, base, head }) =>
      withdrawn(base.value, head.value).map(({ flow, scope }) => {
        const users = operations.kept
          .map((pair) => pair.base)
          .filter((operation) => asks(operation, name, scope));
        return {
          severity: users.length > 0 ? "breaking" : "risky",
          title: `The scope ${words.code(scope)} of ${words.code(name)} is no longer offered (${flow})`,
          why: "Callers who request a token with the scope are rejected (`invalid_scope`).",
          remedy: "Keep granting the scope, even if no operation requires it any more.",
          subject: `${name} ${flow} ${scope}`,
          ...(users.length > 0 && { operations: users }),
          base: { pointer: childPointer(base.pointer, "flows", flow, "scopes", scope), value: scope },
          head: { pointer: childPointer(head.pointer, "flows", flow), value: undefined },
        };
      }),
    ),
};

interface OfferedScope {
  readonly flow: string;
  readonly scope: string;
}

/** How callers prove who they are. */
const securitySchemeChanged: DocumentRule = {
  id: "security-scheme-changed",
  severity: "breaking",
  summary:
    "The type, the location or an address of a security scheme changed: callers send credentials that the server does not read, " +
    "or request them from an address that no longer responds.",
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
          why: "Callers send credentials that the server does not read, or request them from an address that no longer responds.",
          remedy: "Add the new scheme as an alternative, and keep the old one until the next major version.",
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

/** What a flow that is still there offered and no longer does. */
function withdrawn(before: JsonObject, after: JsonObject): OfferedScope[] {
  return offers(before).filter(({ flow, scope }) => {
    const flows = isJsonObject(after.flows) ? after.flows : {};
    return (
      isJsonObject(flows[flow]) &&
      !offers(after).some((other) => other.flow === flow && other.scope === scope)
    );
  });
}

function offers({ flows }: JsonObject): OfferedScope[] {
  if (!isJsonObject(flows)) return [];
  return Object.entries(flows).flatMap(([flow, value]) => {
    const scopes = isJsonObject(value) && isJsonObject(value.scopes) ? value.scopes : {};
    return Object.keys(scopes).map((scope) => ({ flow, scope }));
  });
}

function asks({ security }: OperationView, scheme: string, scope: string): boolean {
  return security.alternatives.some((alternative) => alternative.get(scheme)?.includes(scope));
}

/** The rules about security schemes. */
export const securitySchemeRules: readonly DocumentRule[] = [securityScopeWithdrawn, securitySchemeChanged];
