import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, onTestFinished, test, vi } from "vitest";
import { openPages, pagesFolders } from "../src/composition/openPages.ts";
import { readConfiguration } from "../src/config/readConfiguration.ts";
import { createStaticPages } from "../src/http/createStaticPages.ts";
import { createTestApi } from "./support/createTestApi.ts";

const POLICY = "default-src 'none'; script-src 'self'";
const HTML = `<!doctype html><title>Guide</title>${"<p>text".repeat(100)}`;

/** A server with pages of a folder that goes away with the test. */
async function servePages() {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-pages-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "assets"));
  mkdirSync(join(folder, "life"));
  writeFileSync(join(folder, "index.html"), HTML);
  writeFileSync(join(folder, "life/index.html"), HTML);
  writeFileSync(join(folder, "assets/site-0123abcd.css"), "body{}");
  writeFileSync(join(folder, "secret.key"), "secret");
  symlinkSync("/etc/hostname", join(folder, "link.txt"));
  const pages = createStaticPages({ folder, prefix: "/guide", contentSecurityPolicy: POLICY });
  return createTestApi({ pages });
}

test("NET-02 a page has its policy and the security headers, and must be revalidated", async () => {
  const api = await servePages();
  for (const path of ["/guide/", "/guide/index.html", "/guide/life/", "/guide/?q=1"]) {
    const { headers, text } = await api.root.get(path).expect(200);
    expect(text).toBe(HTML);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
      "strict-transport-security": "max-age=31536000",
      "referrer-policy": "no-referrer",
      vary: "accept-encoding",
    });
    expect(headers["x-transaction-id"]).toMatch(/^[\da-f-]{36}$/);
  }
});

test("a cached page gets 304, and each coding has its own ETag", async () => {
  const api = await servePages();
  const plain = await api.root.get("/guide/").set("accept-encoding", "identity").expect(200);
  const zipped = await api.root.get("/guide/").set("accept-encoding", "br, gzip;q=0.5").expect(200);
  expect(zipped.headers["content-encoding"]).toBe("gzip");
  expect(plain.headers).not.toHaveProperty("content-encoding");
  expect(zipped.headers.etag).not.toBe(plain.headers.etag);
  const { etag = "" } = plain.headers;
  for (const known of [etag, `"other", W/${etag}`, "*"]) {
    const again = await api.root
      .get("/guide/")
      .set({ "accept-encoding": "identity", "if-none-match": known })
      .expect(304);
    expect(again.headers).toMatchObject({ etag, "content-security-policy": POLICY });
  }
  await api.root
    .get("/guide/")
    .set({ "accept-encoding": "gzip;q=0", "if-none-match": '"other"' })
    .expect(200);
});

test("a compressed page decompresses to the page", async () => {
  const api = await servePages();
  const response = await fetch(`${api.origin}/guide/`, { headers: { "accept-encoding": "gzip" } });
  expect(await response.text()).toBe(HTML);
  const raw = createStaticPagesOf(HTML);
  expect(gunzipSync(raw).toString()).toBe(HTML);
});

function createStaticPagesOf(text: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-pages-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "index.html"), text);
  const page = createStaticPages({ folder, prefix: "", contentSecurityPolicy: POLICY }).get("/");
  return page?.gzipped?.() ?? Buffer.alloc(0);
}

test("a file with a hash in its name is immutable", async () => {
  const api = await servePages();
  const { headers } = await api.root.get("/guide/assets/site-0123abcd.css").expect(200);
  expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
});

test("a folder without a slash redirects to the one with it", async () => {
  const api = await servePages();
  const { headers } = await api.root.get("/guide").redirects(0).expect(308);
  expect(headers.location).toBe("/guide/");
});

test.each([
  "/guide/secret.key",
  "/guide/link.txt",
  "/guide/..%2f..%2fetc/hostname",
  "/guide/assets/",
  "/guide/life",
  "/guide//index.html",
])("404: %s is not a page", async (path) => {
  const api = await servePages();
  await api.root.get(path).expect(404);
});

test("HEAD and OPTIONS are allowed, other methods are not", async () => {
  const api = await servePages();
  const { headers, text } = await api.root.head("/guide/").expect(200);
  expect([text, Number(headers["content-length"]) > 0]).toEqual([undefined, true]);
  expect((await api.root.options("/guide/").expect(204)).headers.allow).toBe("GET, HEAD, OPTIONS");
  expect((await api.root.post("/guide/").expect(405)).headers.allow).toBe("GET, HEAD, OPTIONS");
});

test("503: an overloaded server rejects pages as it rejects operations", async () => {
  const api = await servePages();
  api.overload();
  await api.root.get("/guide/").expect(503);
});

test("the console is served at the root, by its policy, and unknown paths stay JSON", async () => {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-console-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "index.html"), HTML);
  const warn = vi.fn();
  const [, console] = pagesFolders({ console: true });
  if (console === undefined) throw new Error("There is no console.");
  const pages = openPages([{ ...console, folder }], { warn });
  const api = await createTestApi({ pages });
  const { headers, text } = await api.root.get("/").expect(200);
  expect(text).toBe(HTML);
  const policy = String(headers["content-security-policy"]);
  for (const own of [
    "default-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "script-src 'self'",
  ]) {
    expect(policy).toContain(own);
  }
  expect(policy).not.toMatch(/unsafe|https?:|data:|\*/);
  for (const path of ["/sessions", "/api/admin/v1/consoles", "/assets/none.js"]) {
    const missing = await api.root.get(path).expect(404);
    expect(missing.body).toMatchObject({ success: false, errorCode: "BAD_REQUEST" });
  }
  expect(warn).not.toHaveBeenCalled();
});

test("a missing build of the console is reported, and its path gets the response of an unknown path", async () => {
  const warn = vi.fn();
  const [, console] = pagesFolders({ console: true });
  if (console === undefined) throw new Error("There is no console.");
  const api = await createTestApi({ pages: openPages([{ ...console, folder: "/nowhere" }], { warn }) });
  expect((await api.root.get("/").expect(404)).body.error).toBe("There is nothing at this path.");
  const facts = { path: "/", folder: "/nowhere", remedy: expect.stringContaining("npm run build") };
  expect(warn.mock.calls).toEqual([[expect.stringContaining("not served"), facts]]);
});

test("GATEHOUSE_CONSOLE=off disables the console", () => {
  expect(pagesFolders({ console: false }).map(({ prefix }) => prefix)).toEqual(["/docs"]);
  expect(readConfiguration({}).console).toBe(true);
  expect(readConfiguration({ GATEHOUSE_CONSOLE: "off" }).console).toBe(false);
  expect(() => readConfiguration({ GATEHOUSE_CONSOLE: "no" })).toThrow('must be on or off, not "no"');
});
