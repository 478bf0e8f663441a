// Generated from spec/openapi.yaml by `npm run generate`. Do not edit.

/** The security schemes of the document, by name. */
export interface securitySchemes {
  "XHM_TOKEN": { readonly type: "apiKey"; readonly in: "header"; readonly name: "x-hm-authorization"; readonly scheme: undefined };
  "AUTHORIZATION": { readonly type: "apiKey"; readonly in: "header"; readonly name: "Authorization"; readonly scheme: undefined };
  "BROWSER_HEADER": { readonly type: "apiKey"; readonly in: "header"; readonly name: "x-gatehouse-session"; readonly scheme: undefined };
  "BROWSER_SITE": { readonly type: "apiKey"; readonly in: "header"; readonly name: "sec-fetch-site"; readonly scheme: undefined };
  "BROWSER_COOKIE": { readonly type: "apiKey"; readonly in: "cookie"; readonly name: "__Host-gatehouse"; readonly scheme: undefined };
}

/**
 * The security of each operation, by operation id: alternatives (any of them), each an object of schemes (all of
 * them) with their scopes. An object without schemes admits anyone; no alternatives at all ask for nothing.
 */
export interface operationSecurity {
  "createSession": readonly [];
  "getSession": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "deleteSession": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "createBrowserSession": readonly [{ readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly [] }];
  "reauthenticate": readonly [{ readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "changeBrowserPassword": readonly [{ readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "listSessions": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "findSession": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "endSessionById": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "endOtherSessions": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "endUserSessions": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "endAllSessions": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "changePassword": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }];
  "listAccounts": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "addAccount": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "removeAccount": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "setAccountState": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "setAccountRoles": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "resetPassword": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "unlockAccount": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "getSignInOptions": readonly [];
  "setSignInState": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "listAuditEntries": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
  "getStatus": readonly [{ readonly "XHM_TOKEN": readonly [] }, { readonly "AUTHORIZATION": readonly [] }, { readonly "BROWSER_HEADER": readonly []; readonly "BROWSER_SITE": readonly []; readonly "BROWSER_COOKIE": readonly [] }];
}
