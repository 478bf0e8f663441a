import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { securityHeaders } from "./securityHeaders.ts";

/** What the parser gives up on, by the code of its error; whatever else is no HTTP is 400. */
const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Content Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/**
 * Answers what cannot be read as a request (NET-08, NET-12, NET-13) with a status, the security headers (NET-02) and no
 * body, and closes the connection: nobody can say where the next request would begin.
 */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (socket.writable && !hasBegunAnswer(socket)) {
    const status = statuses[error.code ?? ""] ?? "400 Bad Request";
    const headers = { ...securityHeaders, "content-length": "0", connection: "close" };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n`);
  }
  socket.destroy();
}

/** In the middle of an answer to an earlier request, a second one would be taken for its body. Node keeps it here. */
function hasBegunAnswer(socket: Duplex & { readonly _httpMessage?: ServerResponse | null }): boolean {
  return socket._httpMessage?.headersSent === true;
}
