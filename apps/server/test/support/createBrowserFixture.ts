import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { chromium, type Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { findBrowser } from "../../../../scripts/browser/findBrowser.ts";
import { createSelfSignedIdentity } from "../../src/tls/createSelfSignedIdentity.ts";
import { startServerProcess } from "./startServerProcess.ts";

/** The name of the server. */
export const HOST = "appliance.test";
/** The password of `admin`. */
export const PASSWORD = "seven grey herons wade";
/** The path of the API. */
export const API = "/api/admin/v1";

/** A server on TLS, a browser that knows it by name, and pages of other sites on another port of the same machine. */
export async function createBrowserFixture() {
  const server = await startServerProcess({ GATEHOUSE_ADMIN_PASSWORD: PASSWORD, GATEHOUSE_CONSOLE: "off" });
  const origin = `https://${HOST}:${new URL(server.origin).port}`;
  const others = await startOtherSites();
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * 127.0.0.1"],
  });
  onTestFinished(() => browser.close());
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  // A page of the server's own origin, independent of the pages of this server. For routed requests the browser accepts
  // all preflights, in favour of the attacker: the tests below cover the checks of the server.
  await context.route(`${origin}/page`, (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>own</title>" }),
  );
  const open = async (url: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };
  return { origin, api: origin + API, context, open, own: () => open(`${origin}/page`), ...others };
}

/** Another server, at every name; a page sets the cookie that its query names. */
async function startOtherSites() {
  const { certificate: cert, key } = await createSelfSignedIdentity(Date.now());
  const server = createServer({ cert, key }, (request, response) => {
    const cookie = new URL(request.url ?? "/", "https://any").searchParams.get("cookie");
    if (cookie !== null) response.setHeader("set-cookie", cookie);
    response.setHeader("content-type", "text/html").end("<!doctype html><title>other</title>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    evil: `https://evil.example:${port}/`,
    subdomain: `https://sub.${HOST}:${port}/`,
    otherPort: `https://${HOST}:${port}/`,
  };
}
