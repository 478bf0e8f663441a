import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bundleClient } from "./fixtures/bundleClient.ts";

/** Measured: 5,019 bytes, of which openapi-fetch is half. */
const BUDGET_BYTES = 5_376;

test("the client and openapi-fetch fit into 5.25 KiB, minified and compressed", async () => {
  const { code } = await bundleClient();
  expect(gzipSync(code, { level: 9 }).byteLength).toBeLessThanOrEqual(BUDGET_BYTES);
});

test("the bundle imports nothing", async () => {
  const { imports, dynamicImports, code } = await bundleClient();
  expect([...imports, ...dynamicImports]).toEqual([]);
  expect(code).not.toMatch(/\brequire\(|node:|\bBuffer\b/);
});

test("the bundle contains only the client and openapi-fetch", async () => {
  const { modules } = await bundleClient();
  const foreign = Object.keys(modules).filter((path) => !path.includes("/packages/client/src/"));
  expect(foreign).toEqual([expect.stringMatching(/\/openapi-fetch\/dist\/index\.mjs$/)]);
});

test("the client uses no storage of the browser", async () => {
  const { code } = await bundleClient();
  expect(code).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie|cookieStore|caches/);
});
