import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { announce, documentedHeaders, envelope, sessions, TOKEN } from "../service.ts";

const { TLS, HEADERS } = process.env;
const extra = HEADERS === "documented" ? documentedHeaders : {};

/** Responds to every request with the same object as JSON. */
const listener: RequestListener = (_req, res) => {
  const text = JSON.stringify(envelope(sessions.get(TOKEN)));
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
  res.writeHead(200, HEADERS === undefined ? headers : { ...extra, ...headers });
  res.end(text);
};

/** With a certificate and the ciphers of ours; loaded only where they are needed. */
async function createTls() {
  const { createSelfSignedIdentity } = await import("../../apps/server/src/tls/createSelfSignedIdentity.ts");
  const { secureContextOptions } = await import("../../apps/server/src/tls/TlsIdentity.ts");
  return createTlsServer(secureContextOptions(await createSelfSignedIdentity(Date.now())), listener);
}

/**
 * What every ratio is against: node:http, no router, no checks. `TLS=on` makes it node:https, `HEADERS=documented` adds
 * the headers that the document requires.
 */
const server = TLS === "on" ? await createTls() : createServer(listener);
server.listen(0, "127.0.0.1", () => announce(server));
