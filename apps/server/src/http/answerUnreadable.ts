import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { normalizeAddress } from "./forwarded/normalizeAddress.ts";
import { securityHeaders } from "./securityHeaders.ts";

/** What the parser gives up on, by the code of its error; whatever else is no HTTP is 400. */
const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Content Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** What the parser gave up on, and where it came from. */
export interface UnreadableRequest {
  /** The parser's name for what is wrong, such as `HPE_INVALID_TRANSFER_ENCODING`; never what was sent. */
  readonly code: string;
  /** The address of the socket: there are no headers to tell of another. */
  readonly clientAddress: string;
  /** The header `x-transaction-id` of the response, where there was one. */
  readonly requestId?: string;
}

/** A caller that went away in the middle is no broken request. */
const GONE = "HPE_INVALID_EOF_STATE";

/**
 * Answers what cannot be read as a request (NET-08, NET-12, NET-13) with a status, the security headers (NET-02), a
 * transaction id (NET-21) and no body, and closes the connection: nobody can say where the next request would begin.
 *
 * @returns what is to be told of it; nothing when the caller was slow or went away
 */
export function answerUnreadable(
  error: NodeJS.ErrnoException,
  socket: Socket,
): UnreadableRequest | undefined {
  const { code = "" } = error;
  const clientAddress = normalizeAddress(socket.remoteAddress ?? "") ?? "unknown";
  const responds = socket.writable && !hasBegunAnswer(socket);
  const requestId = randomUUID();
  if (responds) {
    const status = statuses[code] ?? "400 Bad Request";
    const headers = {
      ...securityHeaders,
      "x-transaction-id": requestId,
      "content-length": "0",
      connection: "close",
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n`);
  }
  socket.destroy();
  if (!code.startsWith("HPE_") || code === GONE) return undefined;
  return { code, clientAddress, ...(responds ? { requestId } : {}) };
}

/** In the middle of an answer to an earlier request, a second one would be taken for its body. Node keeps it here. */
function hasBegunAnswer(socket: Socket & { readonly _httpMessage?: ServerResponse | null }): boolean {
  return socket._httpMessage?.headersSent === true;
}
