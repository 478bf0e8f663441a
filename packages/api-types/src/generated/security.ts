// Generated from spec/openapi.yaml by `npm run generate`. Do not edit.

/** The security schemes of the document, by name. */
export interface securitySchemes {
  "XHM_TOKEN": { readonly type: "apiKey"; readonly in: "header"; readonly name: "x-hm-authorization"; readonly scheme: undefined };
  "AUTHORIZATION": { readonly type: "apiKey"; readonly in: "header"; readonly name: "Authorization"; readonly scheme: undefined };
}

/**
 * The security of each operation, by operation id: alternatives (any of them), each a list of schemes (all of
 * them). An empty list of schemes admits anyone; no alternatives at all ask for nothing.
 */
export interface operationSecurity {
  "createSession": readonly [];
  "getSession": readonly [readonly [{ readonly scheme: "XHM_TOKEN"; readonly scopes: readonly [] }], readonly [{ readonly scheme: "AUTHORIZATION"; readonly scopes: readonly [] }]];
  "deleteSession": readonly [readonly [{ readonly scheme: "XHM_TOKEN"; readonly scopes: readonly [] }], readonly [{ readonly scheme: "AUTHORIZATION"; readonly scopes: readonly [] }]];
}
