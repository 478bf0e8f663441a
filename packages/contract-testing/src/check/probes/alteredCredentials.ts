import type { Operation, SecurityScheme } from "@gatehouse/contract";
import type { CredentialUse } from "../requests/Draft.ts";

/** A use of a valid credential that must not open anything. */
export interface AlteredCredential {
  readonly what: string;
  readonly use: CredentialUse;
}

/** Valid credentials with a character changed, under another scheme's name, or in a place where they do not belong. */
export function alteredCredentials(
  operation: Operation,
  scheme: SecurityScheme,
): readonly AlteredCredential[] {
  return [...changed(scheme), ...misplaced(operation, scheme)];
}

function changed(scheme: SecurityScheme): readonly AlteredCredential[] {
  if (scheme.type === "apiKey") {
    const text = {
      kind: "altered",
      alter: (valid: string) => `~${valid.slice(1)}`,
      alterShell: firstChanged,
    } as const;
    return [{ what: "with another first character", use: { scheme, text } }];
  }
  const isBasic = scheme.scheme === "basic";
  const wrong = isBasic ? "Bearer" : "Basic";
  const another = {
    kind: "altered",
    alter: (valid: string) => `${wrong} ${valid.replace(/^\S+ +/, "")}`,
    alterShell: (variable: string) => `${wrong} \${${variable}#* }`,
  } as const;
  const bare = {
    kind: "altered",
    alter: (valid: string) => valid.replace(/^\S+ +/, ""),
    alterShell: (variable: string) => `\${${variable}#* }`,
  } as const;
  return [
    { what: `under the scheme ${wrong}`, use: { scheme, text: another } },
    { what: "without the name of its scheme", use: { scheme, text: bare } },
  ];
}

function firstChanged(variable: string): string {
  return `~\${${variable}#?}`;
}

/** A key that is documented for one place must not be read from another, where it would end up in logs. */
function misplaced(operation: Operation, scheme: SecurityScheme): readonly AlteredCredential[] {
  if (scheme.type !== "apiKey") return [];
  const documented = [...operation.contract.securitySchemes.values()];
  return (["query", "cookie", "header"] as const).flatMap((place) => {
    const isDocumented = documented.some((other) => other.in === place && sameName(other, scheme));
    if (isDocumented) return [];
    return [{ what: `in the ${place}`, use: { scheme, text: { kind: "valid" } as const, misplaced: place } }];
  });
}

function sameName(one: SecurityScheme, other: SecurityScheme): boolean {
  return one.parameterName?.toLowerCase() === other.parameterName?.toLowerCase();
}
