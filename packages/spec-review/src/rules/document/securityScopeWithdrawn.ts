import { isJsonObject, type JsonObject } from "@gatehouse/contract";
import type { OperationView } from "../../document/OperationView.ts";
import { jsonPointer } from "../../json/jsonPointer.ts";
import { matchSchemes } from "../../walk/securitySchemes.ts";
import type { DocumentRule } from "../DocumentRule.ts";
import { words } from "../words.ts";

/** A scope that an OAuth flow no longer offers. */
export const securityScopeWithdrawn: DocumentRule = {
  id: "security-scope-withdrawn",
  severity: "breaking",
  summary:
    "A scope is no longer offered by an OAuth flow: callers who ask for it when they fetch a token are refused. Where " +
    "no operation asked for it, that is only risky.",
  checkDocument: ({ documents, operations }) =>
    matchSchemes(documents).kept.flatMap(({ name, base, head }) =>
      withdrawn(base.value, head.value).map(({ flow, scope }) => {
        const users = operations.kept
          .map((pair) => pair.base)
          .filter((operation) => asks(operation, name, scope));
        return {
          severity: users.length > 0 ? "breaking" : "risky",
          title: `The scope ${words.code(scope)} of ${words.code(name)} is no longer offered (${flow})`,
          why: "Callers who ask for the scope when they fetch a token are refused (`invalid_scope`).",
          wayOut: "Go on granting the scope, even where it no longer opens anything.",
          subject: `${name} ${flow} ${scope}`,
          ...(users.length > 0 && { operations: users }),
          base: { pointer: jsonPointer.append(base.pointer, "flows", flow, "scopes", scope), value: scope },
          head: { pointer: jsonPointer.append(head.pointer, "flows", flow), value: undefined },
        };
      }),
    ),
};

interface OfferedScope {
  readonly flow: string;
  readonly scope: string;
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
