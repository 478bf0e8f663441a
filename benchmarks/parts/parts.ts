/** A change of one source file, which contains `from` exactly once. */
export interface Edit {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A part of the server without which a session check still succeeds. */
export interface Part {
  readonly name: string;
  readonly note: string;
  readonly edits: readonly Edit[];
}

const APP = "apps/server/src/http/createApp.ts";
const CONTEXT = "apps/server/src/http/defineOperation.ts";
const ROUTER = "packages/express-contract/src/router/createContractRouter.ts";

/** The parts, from the socket inwards. */
export const parts: readonly Part[] = [
  {
    name: "one request at a time",
    note: "NET-22: what stands between the socket and the parser of Node. Without it, Node sets a timer after each response.",
    edits: [
      {
        file: "apps/server/src/http/hardenServer.ts",
        from: "  serveOneByOne(server, connectionEvent);\n",
        to: "",
      },
    ],
  },
  {
    name: "Express",
    note: "The application and its router; ours is called directly.",
    edits: [
      {
        file: "apps/server/src/http/hardenServer.ts",
        from: "app(request as Parameters<Express>[0], response as Parameters<Express>[1], (error?: unknown) => {",
        to: "Object(router)(request, response, (error) => {",
      },
    ],
  },
  {
    name: "routing",
    note: "Finding the operation of method and path.",
    edits: [
      {
        file: ROUTER,
        from: "const { match, query } = findOperation(req);\n    if",
        to: "const { match, query } = req.method === 'GET' ? (globalThis.benchMatch ??= findOperation(req)) : findOperation(req);\n    if",
      },
    ],
  },
  {
    name: "transaction id",
    note: "A fresh random UUID.",
    edits: [
      {
        file: CONTEXT,
        from: "transactionId = createTransactionId();",
        to: 'transactionId = "4636e751-ca87-42d4-a7fc-809b31fbbd82";',
      },
    ],
  },
  {
    name: "audit wrapper",
    note: "What writes the commands of a request down.",
    edits: [
      {
        file: CONTEXT,
        from: "this.sessions = auditSessions(options.sessions, {",
        to: "this.sessions = options.sessions; void ({",
      },
    ],
  },
  {
    name: "context",
    note: "All that a request carries along: transaction id, address, audit wrapper, accounts, server.",
    edits: [
      {
        file: APP,
        from: "createContext: (request) => createContext(request, options),",
        to: "createContext: (request) => request.method === 'GET' ? (globalThis.benchContext ??= createContext(request, options)) : createContext(request, options),",
      },
    ],
  },
  {
    name: "guard sampling",
    note: "The response guard in `report` at 1 %, with its checks.",
    edits: [
      {
        file: ROUTER,
        from: "    guard?.watch(req, res, operation);\n    const exchange = begin(req, res, operation && routes.get(operation));\n    if (exchange !== undefined) serveMatch",
        to: "    const exchange = begin(req, res, operation && routes.get(operation));\n    if (exchange !== undefined) serveMatch",
      },
    ],
  },
  {
    name: "security",
    note: "The security requirements of the operation, and reading the token.",
    edits: [
      {
        file: ROUTER,
        from: "const gated = route.gate({ headers, query, context });",
        to: "const gated = { XHM_TOKEN: headers['x-hm-authorization'] };",
      },
    ],
  },
  {
    name: "metrics and load",
    note: "Counting and timing the request, and asking whether the process is overloaded.",
    edits: [
      {
        file: APP,
        from: "return Object.assign(observed, { operationId: id });",
        to: "return handler;",
      },
    ],
  },
  {
    name: "store stopwatch",
    note: "Counting and timing calls of the store.",
    edits: [
      {
        file: "apps/server/src/composition/startServer.ts",
        from: "const measured = measureStore(opened, { metrics, monotonicMs });",
        to: "const measured = opened;",
      },
    ],
  },
  {
    name: "session",
    note: "The domain and the store: hash of the token, look-up, life, renewal.",
    edits: [
      {
        file: "apps/server/src/operations/getSession.ts",
        from: "const session = await context.sessions.readSession({ token: tokenOf(credentials) });",
        to: "const session = await (globalThis.benchSession ??= context.sessions.readSession({ token: tokenOf(credentials) }));",
      },
    ],
  },
  {
    name: "encoding",
    note: "Writing the body as JSON.",
    edits: [
      {
        file: "packages/express-contract/src/response/writeResponse.ts",
        from: "return { contentType: JSON_WITH_CHARSET, payload: JSON.stringify(body) };",
        to: "return (globalThis.benchBody ??= { contentType: JSON_WITH_CHARSET, payload: JSON.stringify(body) });",
      },
    ],
  },
  {
    name: "response headers",
    note: "The security headers and the transaction id, in each response.",
    edits: [
      {
        file: APP,
        from: 'provideHeaders: ({ transactionId }) => ({ ...securityHeaders, "x-transaction-id": transactionId }),',
        to: "",
      },
    ],
  },
];

/** The name under which all parts are left out at once. */
export const ALL_PARTS = "all of them";

/** The edits that leave out a part. @throws {Error} where there is no such part */
export function editsOf(name: string): readonly Edit[] {
  if (name === "") return [];
  if (name === ALL_PARTS) return parts.flatMap(({ edits }) => edits);
  const part = parts.find((one) => one.name === name);
  if (part === undefined) throw new Error(`There is no part ${JSON.stringify(name)}.`);
  return part.edits;
}

/** Edits the source of one file. @throws {Error} where a text to replace does not stand there exactly once */
export function editSource(source: string, edits: readonly Edit[]): string {
  return edits.reduce((text, { file, from, to }) => {
    const [before, after, ...more] = text.split(from);
    if (before === undefined || after === undefined || more.length > 0) {
      throw new Error(`${file} has changed: this is not in it exactly once any more: ${from}`);
    }
    return before + to + after;
  }, source);
}
