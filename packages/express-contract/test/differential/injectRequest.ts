import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { RawRequest } from "./RawRequest.ts";

/** Hands a request to a handler without a network in between. */
export function injectRequest(
  handler: (req: IncomingMessage, res: ServerResponse) => void,
  { method, url, headers, body }: RawRequest,
): IncomingMessage {
  const req = new IncomingMessage(new Socket());
  const all: Record<string, string> = { host: "localhost", ...headers };
  if (body !== undefined) all["content-length"] = String(body.length);
  Object.assign(req, { method, url, httpVersion: "1.1", httpVersionMajor: 1, httpVersionMinor: 1 });
  Object.assign(req.headers, all);
  req.rawHeaders.push(...Object.entries(all).flat());
  if (body !== undefined) req.push(body);
  req.push(null);
  req.complete = true;
  handler(req, new ServerResponse(req));
  return req;
}
