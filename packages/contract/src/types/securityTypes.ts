import type { Contract, SecurityAlternative, SecurityScheme } from "../Contract.ts";

/**
 * Writes TypeScript types for the security of a document, to stand beside the output of openapi-typescript:
 * `securitySchemes` by scheme name and `operationSecurity` by operation id.
 */
export function securityTypes(contract: Contract): string {
  const schemes = [...contract.securitySchemes.values()].map(
    (scheme) => `  ${JSON.stringify(scheme.name)}: ${schemeType(scheme)};`,
  );
  const operations = [...contract.operations.values()].map(
    ({ id, security }) => `  ${JSON.stringify(id)}: ${tuple(security.map(alternativeType))};`,
  );
  return [
    "/** The security schemes of the document, by name. */",
    "export interface securitySchemes {",
    ...schemes,
    "}",
    "",
    "/**",
    " * The security of each operation, by operation id: alternatives (any of them), each an object of schemes (all of",
    " * them) with their scopes. An object without schemes admits anyone; no alternatives at all ask for nothing.",
    " */",
    "export interface operationSecurity {",
    ...operations,
    "}",
    "",
  ].join("\n");
}

function schemeType(scheme: SecurityScheme): string {
  const facts = {
    type: scheme.type,
    in: scheme.in,
    name: scheme.parameterName,
    scheme: scheme.scheme,
  };
  const fields = Object.entries(facts).map(
    ([key, value]) => `readonly ${key}: ${value === undefined ? "undefined" : JSON.stringify(value)}`,
  );
  return `{ ${fields.join("; ")} }`;
}

function alternativeType(alternative: SecurityAlternative): string {
  const schemes = alternative.map(
    ({ scheme, scopes }) =>
      `readonly ${JSON.stringify(scheme)}: ${tuple(scopes.map((scope) => JSON.stringify(scope)))}`,
  );
  return schemes.length === 0 ? "{}" : `{ ${schemes.join("; ")} }`;
}

function tuple(items: readonly string[]): string {
  return `readonly [${items.join(", ")}]`;
}
