import { readFile as readFromDisk } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const FETCH_TIMEOUT_SECONDS = 30;

/** Gives the text of a file by its absolute path, such as one of a revision; rejects as `readFile` of Node does. */
export type ReadFile = (path: string) => Promise<string>;

const FROM_DISK: ReadFile = (path) => readFromDisk(path, "utf8");

/** Reads the text behind a `file:`, `http:` or `https:` address. @throws what the reading throws. */
export async function readSource(address: string, readFile: ReadFile = FROM_DISK): Promise<string> {
  const url = new URL(address);
  if (url.protocol === "file:") return readFile(fileURLToPath(url));
  if (url.protocol === "http:" || url.protocol === "https:") return fetchText(url);
  throw new Error(`addresses of the kind "${url.protocol}" are not read`);
}

async function fetchText(url: URL): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_SECONDS * 1_000) });
  if (!response.ok) throw new Error(`the server responded ${response.status}`);
  return response.text();
}
