import { isJsonObject, type Operation, readBasePaths } from "@gatehouse/contract";
import { InvalidCheckOptionsError } from "./errors.ts";

/** The path prefix of an operation by the document: that of its path item's servers, else that of the document's. */
export function basePathOf({ contract, pointer }: Operation): string {
  const { value } = contract.resolve(pointer.slice(0, pointer.lastIndexOf("/")));
  const servers = isJsonObject(value) ? value.servers : undefined;
  return (servers === undefined ? contract.basePaths : readBasePaths(servers))[0] ?? "";
}

/** Where a server is. */
interface BaseUrl {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly isTls: boolean;
  readonly hostname: string;
  readonly port: number;
  /** Path prefix without trailing slash; `undefined` where the address has none, so that the document's counts. */
  readonly basePath: string | undefined;
}

/**
 * Reads the address of a server. `https://host` leaves the path prefix to the document, `https://host/` says that there
 * is none, and `https://host/api` names it.
 *
 * @throws {InvalidCheckOptionsError} when the text is no address of HTTP, or has parts that have no meaning here.
 */
export function readBaseUrl(text: string): BaseUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new InvalidCheckOptionsError(
      `"${text}" is not a base URL: it has to begin with http:// or https://.`,
    );
  }
  if (url.search !== "" || url.hash !== "" || url.username !== "" || url.password !== "") {
    throw new InvalidCheckOptionsError(`The base URL "${text}" must have no user, query or fragment.`);
  }
  const isTls = url.protocol === "https:";
  const hasPath = /^https?:\/\/[^/]+\//i.test(text);
  return {
    origin: url.origin,
    isTls,
    hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? (isTls ? 443 : 80) : Number(url.port),
    basePath: hasPath ? url.pathname.replace(/\/+$/, "") : undefined,
  };
}
