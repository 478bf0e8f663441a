import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { createPage, type Page } from "./createPageRoutes.ts";

/** Options of `createStaticPages`. */
export interface StaticPagesOptions {
  /** The folder whose files are served. */
  readonly folder: string;
  /** The path prefix of the pages, such as `/docs`; `""` is the root. */
  readonly prefix: string;
  /** The value of `Content-Security-Policy` for each of them. */
  readonly contentSecurityPolicy: string;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
  ".yaml": "application/yaml; charset=utf-8",
};
/** The contents of these are compressed already. */
const COMPRESSED: ReadonlySet<string> = new Set([".png", ".woff2"]);
/** A name with a hash, such as `assets/site-4f2a9c01.css`: other contents have another name. */
const HASHED = /(?:^|\/)assets\/(?:.*\/)?[^/]+[-.][\w-]{8,}\.\w+$/;
const INDEX = "index.html";

/**
 * Reads the files of a folder as pages, by path. They are kept in memory, so that no path of a request leads to a file;
 * links, and files of a type that is not listed, are left out. `index.html` is the page of its folder.
 *
 * @throws {Error} of the file system, with the code `ENOENT` where the folder does not exist
 */
export function createStaticPages(options: StaticPagesOptions): ReadonlyMap<string, Page> {
  const { folder, prefix } = options;
  const pages = new Map<string, Page>();
  for (const name of filesOf(folder)) {
    const page = readPage(name, options);
    if (page === undefined) continue;
    pages.set(`${prefix}/${pathOf(name)}`, page);
    if (name === INDEX || name.endsWith(`/${INDEX}`)) {
      pages.set(`${prefix}/${pathOf(name.slice(0, -INDEX.length))}`, page);
    }
  }
  if (prefix !== "" && pages.has(`${prefix}/`)) pages.set(prefix, redirectTo(`${prefix}/`));
  return pages;
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

function pathOf(name: string): string {
  return name.split("/").map(encodeURIComponent).join("/");
}

function readPage(name: string, { folder, contentSecurityPolicy }: StaticPagesOptions): Page | undefined {
  const contentType = CONTENT_TYPES[extname(name)];
  if (contentType === undefined) return undefined;
  const bytes = readFileSync(join(folder, name));
  return createPage({
    contentType,
    read: () => bytes,
    compressed: COMPRESSED.has(extname(name)),
    headers: {
      "cache-control": HASHED.test(name) ? "public, max-age=31536000, immutable" : "no-cache",
      "content-security-policy": contentSecurityPolicy,
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
    },
  });
}

function redirectTo(location: string): Page {
  return {
    status: 308,
    contentType: "text/plain; charset=utf-8",
    bytes: Buffer.from(`${location}\n`),
    headers: { location },
  };
}
