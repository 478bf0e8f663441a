import { expect, test } from "vitest";
import { isWithoutBrowser } from "../../../scripts/browser/findBrowser.ts";
import { bundleClient } from "./fixtures/bundleClient.ts";
import { openPage } from "./fixtures/openPage.ts";
import { startApi } from "./fixtures/startApi.ts";

/** Drives the client as a page would, and sends what it saw to `/report`. */
const SCRIPT = `
import { createGatehouseClient } from "/client.js";

const report = {};
try {
  const tokens = [];
  const gatehouse = createGatehouseClient({ baseUrl: location.origin, onToken: (token) => tokens.push(token) });
  const credentials = { username: "admin", password: "SecureP@ssw0rd" };
  report.rejected = (await gatehouse.signIn({ ...credentials, password: "wrong" })).error;
  report.signedIn = (await gatehouse.signIn(credentials)).data.user.username;
  report.shown = (await gatehouse.session()).data.session.authType;
  report.timeout = await gatehouse.api.GET("/slow", { signal: AbortSignal.timeout(50) }).catch(({ code }) => code);
  report.aborted = await gatehouse.session({ signal: AbortSignal.abort() }).catch(({ code }) => code);
  report.redirect = await gatehouse.api.GET("/moved").catch(({ code, message }) => [code, message]);
  report.signedOut = [await gatehouse.signOut(), await gatehouse.signOut()];
  report.tokens = tokens;
  const elsewhere = createGatehouseClient({ baseUrl: "http://127.0.0.1:1" });
  report.network = await elsewhere.session().catch(({ code }) => code);
  report.stored = [localStorage.length, sessionStorage.length, document.cookie];
} catch (error) {
  report.fault = String(error?.stack ?? error);
}
await fetch("/report", { method: "POST", body: JSON.stringify(report) });
`;

const page = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';
const javascript = { "content-type": "text/javascript" };

test.skipIf(isWithoutBrowser)(
  "the client works in a browser (left out where no Chromium is installed)",
  async () => {
    const { code } = await bundleClient();
    const { promise: reported, resolve: report } = Promise.withResolvers<string>();
    await using api = await startApi({
      respond: ({ path, body }) => {
        if (path === "/") return { status: 200, body: page };
        if (path === "/page.js") return { status: 200, headers: javascript, body: SCRIPT };
        if (path === "/client.js") return { status: 200, headers: javascript, body: code };
        if (path.endsWith("/slow")) return new Promise<never>(() => undefined);
        if (path.endsWith("/moved")) return { status: 302, headers: { location: "/" }, body: "" };
        if (path !== "/report") return undefined;
        report(body);
        return { status: 200, body: "" };
      },
    });
    await using browser = await openPage(api.baseUrl);
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`The page did not report.\n${browser.log()}`)), 25_000).unref();
    });

    const seen = JSON.parse(await Promise.race([reported, late]));

    expect(seen).toEqual({
      rejected: {
        status: 401,
        errorCode: "INVALID_CREDENTIALS",
        message: "Invalid username or password.",
        transactionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      signedIn: "admin",
      shown: "local",
      timeout: "TIMEOUT",
      aborted: "ABORTED",
      redirect: ["UNEXPECTED_ANSWER", expect.stringContaining("status 0 and a redirect")],
      signedOut: [{ ok: true }, { ok: true }],
      tokens: ["token-1-of-admin", null],
      network: "NETWORK",
      stored: [0, 0, ""],
    });
  },
  30_000,
);
