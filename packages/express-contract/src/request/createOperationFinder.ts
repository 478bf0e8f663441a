import type { IncomingMessage } from "node:http";
import type { Contract, OperationMatch } from "@gatehouse/contract";

/** A request as Express hands it on, with what its settings (`trust proxy`) make of it; bare Node sets none of this. */
export interface ExpressRequest extends IncomingMessage {
  /** The whole target, as it was sent. */
  readonly originalUrl?: string;
  /** The mount path, which Express has cut off `url`. */
  readonly baseUrl?: string;
  readonly ip?: string | undefined;
  readonly ips?: string[];
  readonly protocol?: string;
  readonly secure?: boolean;
  readonly hostname?: string;
}

/** What a request means in the document. */
interface FoundOperation {
  readonly match: OperationMatch;
  /** The query as it came, without the question mark; empty where there is none. */
  readonly query: string;
}

/** Finds the operation of a request. */
type OperationFinder = (req: ExpressRequest) => FoundOperation;

type Match = Contract["match"];

/** Scheme and authority of an absolute target, which clients of proxies send and every server takes (RFC 9112, 3.2.2). */
const ORIGIN = /^https?:\/\/[^/?]*/i;
const NO_PATH: OperationMatch = { kind: "pathNotFound" };

/**
 * Makes the finder of a document's operations.
 *
 * A router that is mounted with `app.use("/prefix", router)` serves the document below `/prefix`. Where the end of the
 * mount path is the beginning of a server path of the document (`app.use("/api", router)` with the server `/api/v1`),
 * the two overlap: that part stands once in the address.
 */
export function createOperationFinder(contract: Contract): OperationFinder {
  const match = createMatcher(contract);
  const basePaths = new Set([...contract.operations.values()].flatMap((operation) => operation.basePaths));
  return (req) => {
    const { path, query } = targetOf(req);
    const method = req.method ?? "";
    const { baseUrl = "" } = req;
    if (baseUrl === "") return { match: match(method, path), query };
    const starts = [...basePaths].map((basePath) => baseUrl.length - overlapOf(baseUrl, basePath));
    return { match: matchMounted(match, { method, path, starts }), query };
  };
}

/** Splits the target of a request as it came; nothing is decoded. */
function targetOf(req: ExpressRequest): { readonly path: string; readonly query: string } {
  const sent = req.originalUrl ?? req.url ?? "/";
  const target = sent.startsWith("/") ? sent : sent.replace(ORIGIN, "");
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  return { path: path === "" ? "/" : path, query: mark < 0 ? "" : target.slice(mark + 1) };
}

interface MountedTarget {
  readonly method: string;
  /** The whole path, the mount path included. */
  readonly path: string;
  /** Where the paths begin under which the request may stand in the document. */
  readonly starts: readonly number[];
}

/** Tries the paths under which the request may stand in the document, the longest first. */
function matchMounted(match: Match, { method, path, starts }: MountedTarget): OperationMatch {
  let best = NO_PATH;
  for (const start of [...new Set(starts)].sort((one, other) => one - other)) {
    const found = match(method, path.slice(start) || "/");
    if (found.kind === "operation") return found;
    if (best.kind === "pathNotFound") best = found;
  }
  return best;
}

/** The length of the longest end of the mount path that the base path begins with, counted in whole segments. */
function overlapOf(mount: string, basePath: string): number {
  for (let start = 0; start >= 0; start = mount.indexOf("/", start + 1)) {
    const end = mount.slice(start);
    if (basePath === end || basePath.startsWith(`${end}/`)) return end.length;
  }
  return 0;
}

/**
 * Makes a matcher that remembers what paths without parameters mean. There are as many of those as the document has: a
 * path that holds an encoding is another way to write one of them, and not remembered.
 */
function createMatcher(contract: Contract): Match {
  const byMethod = new Map<string, Map<string, OperationMatch>>();
  return (method, path) => {
    const known = byMethod.get(method)?.get(path);
    if (known !== undefined) return known;
    const match = contract.match(method, path);
    if (match.kind !== "operation" || match.operation.path.includes("{") || path.includes("%")) return match;
    const paths = byMethod.get(method) ?? new Map<string, OperationMatch>();
    // A path that is cut from a longer text would keep all of that text in memory.
    byMethod.set(method, paths.set(Buffer.from(path).toString(), match));
    return match;
  };
}
