import { mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import express from "express";
import { type JsonObject, loadContract } from "../../packages/contract/src/index.ts";
import {
  type Binding,
  createContractRouter,
  createResponseGuard,
  messageClassesOf,
  unauthenticated,
} from "../../packages/express-contract/src/index.ts";
import { type Authenticator, createSessions, systemClock } from "../../packages/sessions/src/index.ts";
import { createSqliteStore } from "../../packages/store-sqlite/src/index.ts";
import { announce, DOCUMENT, documentedHeaders } from "../service.ts";

/**
 * The contract router with our sessions on the SQLite store, in a document of as many operations as
 * OPERATIONS says: the three of Gatehouse, and others beside them.
 */
const wanted = Number(process.env.OPERATIONS ?? 3);

/** The document with further operations, each with a path of its own, a parameter and a body. */
function enlarge(document: JsonObject): JsonObject {
  const paths: Record<string, unknown> = { ...(document.paths as JsonObject) };
  const text = { type: "string", maxLength: 20 };
  const schema = {
    type: "object",
    required: ["name"],
    properties: { name: text, size: { type: "integer" } },
  };
  const content = { "application/json": { schema } };
  for (let index = 3; index < wanted; index += 1) {
    paths[`/things${index}/{thingId}/parts`] = {
      post: {
        operationId: `thing${index}`,
        security: [{ XHM_TOKEN: [] }],
        parameters: [{ name: "thingId", in: "path", required: true, schema: text }],
        requestBody: { required: true, content },
        responses: { 200: { description: "Done.", content } },
      },
    };
  }
  return { ...document, paths: paths as JsonObject };
}

const admin: Authenticator = {
  authType: "local",
  authenticate: async () => ({
    kind: "authenticated",
    identity: {
      user: {
        authType: "local",
        subject: "admin",
        username: "admin",
        enterprise: "HybridityAdmin",
        organizations: [{ name: "DEFAULT", id: "default-org-id" }],
        currentOrganization: "DEFAULT",
      },
      roles: ["System Administrator", "Appliance Administrator"],
    },
  }),
};
const store = await createSqliteStore({
  path: join(mkdtempSync(join(tmpdir(), "bench-")), "sessions.sqlite"),
  soleWriter: true,
});
const sessions = createSessions({ store, clock: systemClock, authenticators: [admin] });

type Session = Awaited<ReturnType<typeof sessions.readSession>>;

/** The session object that all servers of the comparison send. */
function describe(session: Session) {
  const { user } = session;
  return {
    user: {
      enterprise: user.enterprise,
      organization: user.organizations.map(({ name }) => name),
      currentOrganization: user.currentOrganization,
      roles: session.roles,
      username: user.username,
      transactionId: documentedHeaders["x-transaction-id"],
    },
    cloud: { name: "HCX Manager", type: "vsphere" },
    organizations: user.organizations,
    session: {
      id: session.id,
      authType: user.authType,
      clientAddress: session.clientAddress,
      createdAt: session.createdAtMs,
      lastSeenAt: session.lastSeenAtMs,
      idleExpiresAt: session.idleExpiresAtMs,
      expiresAt: session.expiresAtMs,
    },
  };
}

const success = (data?: object) => ({
  success: true,
  completed: true,
  time: Date.now(),
  version: "1.0",
  data,
});
const tokenOf = ({ credentials }: { credentials: Record<string, string> }) => ({
  token: credentials.XHM_TOKEN ?? credentials.AUTHORIZATION ?? "",
});
const handlers: Record<string, (request: never) => Promise<unknown>> = {
  createSession: async () => {
    const command = { authType: "local", username: "admin", password: "-", clientAddress: "127.0.0.1" };
    const opened = await sessions.signIn(command as Parameters<typeof sessions.signIn>[0]);
    const headers = { "x-hm-authorization": opened.token, auth_token_name: "x-hm-authorization" };
    return { status: 200, headers, body: success(describe(opened.session)) };
  },
  getSession: async (request) => ({
    status: 200,
    body: success(describe(await sessions.readSession(tokenOf(request)))),
  }),
  deleteSession: async (request) => {
    await sessions.endSession(tokenOf(request));
    return { status: 200, body: success() };
  },
};
const other = async () => ({ status: 200, body: { name: "x" } });

interface AnyBinding extends Binding {
  providedHeaders: string;
}

const small = await loadContract(fileURLToPath(DOCUMENT));
const contract = wanted === 3 ? small : await loadContract(enlarge(small.document));
const report = (finding: unknown) => void process.stderr.write(`${JSON.stringify(finding)}\n`);
const router = createContractRouter<AnyBinding>({
  contract,
  operations: Object.fromEntries(
    [...contract.operations.keys()].map((id) => [id, handlers[id] ?? other]),
  ) as never,
  security: {
    XHM_TOKEN: ({ credential }: { credential: string }) => credential,
    AUTHORIZATION: ({ credential }: { credential: string }) => credential,
    BROWSER_HEADER: unauthenticated,
    BROWSER_SITE: unauthenticated,
    BROWSER_COOKIE: unauthenticated,
  } as never,
  responseGuard: createResponseGuard({ contract, mode: "report", sampleRate: 0.01, onFinding: report }),
  createContext: () => undefined,
  provideHeaders: () => documentedHeaders,
  errorResponse: ({ error }) => {
    report(`${error.message} ${String(error.cause ?? "")}`);
    return { status: error.status };
  },
});
const app = express().disable("x-powered-by").disable("etag").set("query parser", false).use(router);
const server = createServer({ ...messageClassesOf(app) }, app);
server.listen(0, "127.0.0.1", () => announce(server));
