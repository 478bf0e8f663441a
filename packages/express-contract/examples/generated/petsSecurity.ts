// Generated from pets.yaml by `npm run generate:fixtures`. Do not edit.

/** The security schemes of the document, by name. */
export interface securitySchemes {
  "key": { readonly type: "apiKey"; readonly in: "header"; readonly name: "X-Key"; readonly scheme: undefined };
}

/**
 * The security of each operation, by operation id: alternatives (any of them), each an object of schemes (all of
 * them) with their scopes. An object without schemes admits anyone; no alternatives at all ask for nothing.
 */
export interface operationSecurity {
  "putPet": readonly [{ readonly "key": readonly [] }];
}
