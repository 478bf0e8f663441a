// Generated from spec/openapi.yaml by `npm run generate`. Do not edit.

/** The security schemes of the document, by name. */
export interface securitySchemes {
  "XHM_TOKEN": { readonly type: "apiKey"; readonly in: "header"; readonly name: "x-hm-authorization"; readonly scheme: undefined };
  "AUTHORIZATION": { readonly type: "apiKey"; readonly in: "header"; readonly name: "Authorization"; readonly scheme: undefined };
}

/**
 * The security of each operation, by operation id: alternatives (any of them), each an object of schemes (all of
 * them) with their scopes. An object without schemes admits anyone; no alternatives at all ask for nothing.
 */
export interface operationSecurity {
  "createSession": readonly [];
  "getSession": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }];
  "deleteSession": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }];
  "listSessions": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }];
  "findSession": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }];
  "endSessionById": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }];
  "endOtherSessions": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }];
  "endUserSessions": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }];
  "endAllSessions": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }];
  "changePassword": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }];
  "setSignInState": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }];
}
