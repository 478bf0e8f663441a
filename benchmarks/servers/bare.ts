import { createServer } from "node:http";
import { announce, envelope, sessions, TOKEN } from "../service.ts";

/** What every ratio is against: node:http, no router, no checks, the same object as JSON. */
const server = createServer((_req, res) => {
  const text = JSON.stringify(envelope(sessions.get(TOKEN)));
  res.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  res.end(text);
});
server.listen(0, "127.0.0.1", () => announce(server));
