import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import express from "express";
import { operationTable } from "../../apps/server/src/generated/operationTable.ts";
import { answerFailure } from "../../apps/server/src/http/answerFailure.ts";
import type { GatehouseBinding } from "../../apps/server/src/http/GatehouseBinding.ts";
import { securityHandlers } from "../../apps/server/src/http/securityHandlers.ts";
import { securityHeaders } from "../../apps/server/src/http/securityHeaders.ts";
import { type JsonObject, loadContract } from "../../packages/contract/src/index.ts";
import { createContractRouter, createResponseGuard } from "../../packages/express-contract/src/index.ts";
import { type Authenticator, createSessions, systemClock } from "../../packages/sessions/src/index.ts";
import { createSqliteStore } from "../../packages/store-sqlite/src/index.ts";
import { announce, DOCUMENT } from "../service.ts";

/**
 * Our own service, put together as apps/server does it, with a sign-in that costs nothing and a document
 * of as many operations as OPERATIONS says: three real ones, the others beside them.
 */
const wanted = Number(process.env.OPERATIONS ?? 3);

/** The document with further operations, each with a path of its own, a parameter and a body. */
function enlarge(document: JsonObject): JsonObject {
  const paths: Record<string, unknown> = { ...(document.paths as JsonObject) };
  for (let index = 3; index < wanted; index += 1) {
    const text = { type: "string", maxLength: 20 };
    const schema = { type: "object", required: ["name"], properties: { name: text, size: { type: "integer" } } };
    const content = { "application/json": { schema } };
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

const small = await loadContract(fileURLToPath(DOCUMENT));
const started = performance.now();
const contract = wanted === 3 ? small : await loadContract(enlarge(small.document));
const others = [...contract.operations.keys()].filter((id) => !(id in operationTable));
const operations = {
  ...operationTable,
  ...Object.fromEntries(others.map((id) => [id, async () => ({ status: 200, body: { name: "x" } })])),
};

const admin: Authenticator = {
  authType: "local",
  authenticate: async () => ({
    kind: "authenticated",
    identity: {
      user: {
        authType: "local",
        username: "admin",
        subject: "admin",
        enterprise: "HybridityAdmin",
        organizations: [{ name: "DEFAULT", id: "default-org-id" }],
        currentOrganization: "DEFAULT",
      },
      roles: ["System Administrator", "Appliance Administrator"],
      credentialVersion: "1",
    },
  }),
};
const store = createSqliteStore({ path: join(mkdtempSync(join(tmpdir(), "bench-")), "sessions.sqlite") });
const sessions = createSessions({ store, clock: systemClock, authenticators: [admin] });
const appliance = { name: "HCX Manager", type: "vsphere" };

const router = createContractRouter<GatehouseBinding>({
  contract,
  operations,
  security: securityHandlers,
  responseGuard: createResponseGuard({ contract, mode: "report", sampleRate: 0.01, onFinding: (finding) => process.stderr.write(`${JSON.stringify(finding)}\n`) }),
  createContext: (request) => ({
    transactionId: randomUUID(),
    clientAddress: request.socket.remoteAddress ?? "unknown",
    sessions,
    clock: systemClock,
    appliance,
  }),
  provideHeaders: ({ transactionId }) => ({ ...securityHeaders, "x-transaction-id": transactionId }),
  errorResponse: ({ error, operationId }) => {
    if (error.status >= 500) process.stderr.write(`${String(error.cause)}\n`);
    return answerFailure({ failure: error, operationId, time: systemClock.nowMs() });
  },
});
const app = express().disable("x-powered-by").disable("etag").set("query parser", false).use(router);
const bootMs = performance.now() - started;
const server = app.listen(0, "127.0.0.1", () => announce(server, bootMs));
