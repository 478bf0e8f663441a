import type { IncomingMessage } from "node:http";

/** Where a request goes to, as it came: nothing is decoded. */
export interface RequestTarget {
  readonly path: string;
  /** Without the question mark; empty where there is none. */
  readonly query: string;
}

/** Scheme and authority of an absolute target, which clients of proxies send and every server takes (RFC 9112, 3.2.2). */
const ORIGIN = /^https?:\/\/[^/?]*/i;

/**
 * Splits the target of a request. Express keeps the whole of it in `originalUrl` when a router is mounted below a path.
 */
export function targetOf(req: IncomingMessage & { readonly originalUrl?: string }): RequestTarget {
  const sent = req.originalUrl ?? req.url ?? "/";
  const target = sent.startsWith("/") ? sent : sent.replace(ORIGIN, "");
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  return { path: path === "" ? "/" : path, query: mark < 0 ? "" : target.slice(mark + 1) };
}
