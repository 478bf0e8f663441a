import type { IncomingMessage, RequestListener } from "node:http";
import { securityHeaders } from "./securityHeaders.ts";

/** `uri-host [ ":" port ]` (RFC 3986, section 3.2.2), or nothing at all. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d{0,5})?$/i;

/**
 * Keeps requests from a listener whose `Host` is missing or malformed: those are 400 (RFC 9112, section 3.2). Node would
 * look for a missing one alone, and answer it without the security headers (NET-02).
 */
export function withHost(listener: RequestListener): RequestListener {
  return (request, response) => {
    if (hasHost(request)) {
      listener(request, response);
      return;
    }
    response.writeHead(400, { ...securityHeaders, "content-length": "0", connection: "close" });
    response.end();
  };
}

function hasHost({ headers: { host }, httpVersion }: IncomingMessage): boolean {
  return host === undefined ? httpVersion === "1.0" : HOST.test(host);
}
