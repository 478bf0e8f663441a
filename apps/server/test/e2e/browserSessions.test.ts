import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import { isWithoutBrowser } from "../../../../scripts/browser/findBrowser.ts";
import { API, createBrowserFixture, HOST, PASSWORD } from "../support/createBrowserFixture.ts";

const LONG = 120_000;

/** The part of the DOM that the scripts below use; they run in the browser. */
interface PageElement {
  src: string;
  onload: (event: unknown) => void;
  onerror: (event: unknown) => void;
  append(...children: readonly PageElement[]): void;
  submit(): void;
}
declare const document: {
  cookie: string;
  readonly body: Pick<PageElement, "append">;
  createElement(name: string): PageElement;
};
declare const localStorage: { readonly length: number };
declare const sessionStorage: { readonly length: number };

/** The parts of a response that the tests check. */
interface ShownData {
  readonly user: { readonly username: string };
  readonly sessions: readonly object[];
  readonly open: boolean;
}

interface Call {
  readonly method: string;
  readonly url: string;
  readonly body?: object;
}

/** Calls as a page of the server does; the status, the data, and what a script sees of the secret. */
function call(page: Page, { method, url, body }: Call) {
  return page.evaluate(
    async ([method, url, body]) => {
      const headers = { "x-gatehouse-session": "cookie", "content-type": "application/json" };
      const response = await fetch(url, { method, headers, ...(body === "" ? {} : { body }) });
      const shown = [...response.headers.keys()].filter((name) => /cookie|authorization/.test(name));
      const { data } = (await response.json()) as { data: ShownData };
      return { status: response.status, data, shown };
    },
    [method, url, body === undefined ? "" : JSON.stringify(body)] as const,
  );
}

const signIn = (page: Page, api: string) =>
  call(page, {
    method: "POST",
    url: `${api}/browser-sessions`,
    body: { username: "admin", password: PASSWORD },
  });
const showSession = (page: Page, api: string) => call(page, { method: "GET", url: `${api}/sessions` });

async function sessionCookie(context: BrowserContext) {
  return (await context.cookies()).filter(({ name }) => name === "__Host-gatehouse");
}

test.skipIf(isWithoutBrowser)(
  "NET-18 a reload and a second tab stay signed in, no script reads the secret, and a sign-out clears it",
  async () => {
    const { api, origin, context, own } = await createBrowserFixture();
    const page = await own();
    expect((await showSession(page, api)).status).toBe(401);
    expect(await signIn(page, api)).toMatchObject({ status: 200, shown: [] });
    const [cookie] = await sessionCookie(context);
    expect(cookie).toMatchObject({
      httpOnly: true,
      secure: true,
      sameSite: "Strict",
      path: "/",
      domain: HOST,
    });
    const readable = () => [document.cookie, localStorage.length, sessionStorage.length];
    expect(await page.evaluate(readable)).toEqual(["", 0, 0]);
    await page.reload();
    const second = await own();
    for (const tab of [page, second]) expect((await showSession(tab, api)).data.user.username).toBe("admin");
    const confirmed = await call(page, {
      method: "POST",
      url: `${api}/browser-sessions/reauthenticate`,
      body: { password: PASSWORD },
    });
    expect(confirmed).toMatchObject({ status: 200, shown: [] });
    expect((await sessionCookie(context))[0]?.value).not.toBe(cookie?.value);
    expect((await showSession(second, api)).status).toBe(200);
    expect((await call(second, { method: "DELETE", url: `${api}/sessions` })).status).toBe(200);
    expect(await sessionCookie(context)).toEqual([]);
    expect((await showSession(page, api)).status).toBe(401);
    // The session is gone, and a cookie that is left is cleared all the same.
    await context.addCookies([
      { name: "__Host-gatehouse", value: cookie?.value ?? "", url: `${origin}/`, secure: true },
    ]);
    expect((await call(page, { method: "DELETE", url: `${api}/sessions` })).status).toBe(401);
    expect(await sessionCookie(context)).toEqual([]);
  },
  LONG,
);

/** Submits a form in a frame of its own, as a page does that hides what it sends. */
async function submitForm(page: Page, action: string): Promise<number> {
  const answered = page.waitForResponse((response) => response.url() === action);
  await page.evaluate((url) => {
    const frame = Object.assign(document.createElement("iframe"), { name: `f${Math.random()}` });
    const form = Object.assign(document.createElement("form"), {
      method: "post",
      enctype: "text/plain",
      action: url,
      target: frame.name,
    });
    const input = Object.assign(document.createElement("input"), {
      name: '{"username":"admin","password":"seven grey herons wade","x":"',
      value: '"}',
    });
    form.append(input);
    document.body.append(frame, form);
    form.submit();
  }, action);
  return (await answered).status();
}

interface Attack {
  readonly method: string;
  readonly mode?: "no-cors";
  readonly headers?: Record<string, string>;
  readonly body?: string | null;
}

/** The result of a call for a script of another origin: a status, or that the browser stopped it. */
function fetchFrom(page: Page, url: string, init: Attack) {
  return page.evaluate(
    async ([url, init]) => {
      try {
        const { type, status } = await fetch(url, { credentials: "include", ...init });
        return type === "opaque" ? "opaque" : String(status);
      } catch {
        return "stopped";
      }
    },
    [url, init] as const,
  );
}

const HEADERS = { "x-gatehouse-session": "cookie", "content-type": "application/json" };

test.skipIf(isWithoutBrowser)(
  "NET-18 forms, fetch, images and frames of other sites, a subdomain and another port have no effect",
  async () => {
    const { api, origin, context, open, own, evil, subdomain, otherPort } = await createBrowserFixture();
    const page = await own();
    await signIn(page, api);
    const [before] = await sessionCookie(context);
    for (const url of [evil, subdomain, otherPort]) {
      const attacker = await open(url);
      expect([401, 403]).toContain(await submitForm(attacker, `${api}/live-sessions/end-all`));
      // Login CSRF: no session is opened, and no cookie is set.
      expect(await submitForm(attacker, `${api}/browser-sessions`)).toBe(403);
      expect(await submitForm(attacker, `${api}/sessions`)).toBe(415);
      const end = `${api}/live-sessions/end-all`;
      expect(await fetchFrom(attacker, end, { method: "POST", mode: "no-cors" })).toBe("opaque");
      for (const [method, path] of [
        ["POST", "/live-sessions/end-all"],
        ["DELETE", "/sessions"],
        ["GET", "/sessions"],
        ["PUT", "/sign-ins"],
        ["POST", "/browser-sessions"],
      ] as const) {
        const body = method === "PUT" ? '{"open":false}' : null;
        expect(await fetchFrom(attacker, api + path, { method, headers: HEADERS, body })).toBe("stopped");
      }
      const image = await attacker.evaluate(async (src) => {
        const picture = document.createElement("img");
        document.body.append(picture);
        const ended = new Promise((resolve) => {
          picture.onload = () => resolve("loaded");
          picture.onerror = () => resolve("failed");
        });
        picture.src = src;
        return ended;
      }, `${api}/sessions`);
      expect(image).toBe("failed");
      for (const framed of [`${origin}/`, `${origin}/openapi.json`]) {
        expect(await frameUrl(attacker, framed)).toBe("chrome-error://chromewebdata/");
      }
      await attacker.close();
    }
    expect((await sessionCookie(context))[0]?.value).toBe(before?.value);
    expect((await showSession(page, api)).status).toBe(200);
    const live = await call(page, { method: "GET", url: `${api}/live-sessions?scope=all` });
    expect(live.data.sessions).toHaveLength(1);
    expect((await call(page, { method: "GET", url: `${api}/sign-ins` })).data.open).toBe(true);
  },
  LONG,
);

/** The final address of a frame of the page. */
async function frameUrl(page: Page, url: string): Promise<string> {
  const handle = await page.evaluateHandle(async (src) => {
    const frame = Object.assign(document.createElement("iframe"), { src });
    const loaded = new Promise((resolve) => {
      frame.onload = resolve;
    });
    document.body.append(frame);
    await loaded;
    return frame;
  }, url);
  return (await handle.asElement()?.contentFrame())?.url() ?? "";
}

test.skipIf(isWithoutBrowser)(
  "NET-18 a cookie that another site sets is no session and is never adopted by a sign-in",
  async () => {
    const { api, context, open, own, subdomain, otherPort } = await createBrowserFixture();
    const page = await own();
    const tossed = [
      `__Host-gatehouse=tossed; Domain=${HOST}; Path=/; Secure`,
      `__Host-gatehouse=tossed; Domain=${HOST}; Path=${API}; Secure`,
    ];
    for (const cookie of tossed) await open(`${subdomain}?cookie=${encodeURIComponent(cookie)}`);
    await open(`${otherPort}?cookie=${encodeURIComponent(`__Host-gatehouse=tossed; Path=${API}; Secure`)}`);
    expect(await sessionCookie(context)).toEqual([]);
    // Without the prefix it reaches the server, which does not look at it.
    await open(
      `${subdomain}?cookie=${encodeURIComponent(`gatehouse=tossed; Domain=${HOST}; Path=/; Secure`)}`,
    );
    expect((await showSession(page, api)).status).toBe(401);
    // Another port of the same host can plant one: the sign-in replaces it by a token of its own.
    const planted = "A".repeat(43);
    await open(`${otherPort}?cookie=${encodeURIComponent(`__Host-gatehouse=${planted}; Path=/; Secure`)}`);
    expect((await sessionCookie(context))[0]?.value).toBe(planted);
    expect((await showSession(page, api)).status).toBe(401);
    expect((await signIn(page, api)).status).toBe(200);
    const [cookie, ...more] = await sessionCookie(context);
    expect(more).toEqual([]);
    expect(cookie?.value).not.toBe(planted);
    // A script cannot replace what it cannot read.
    await (await open(otherPort)).evaluate(() => {
      document.cookie = "__Host-gatehouse=script; Path=/; Secure";
    });
    expect((await sessionCookie(context)).map(({ value }) => value)).toEqual([cookie?.value]);
    expect((await showSession(page, api)).status).toBe(200);
  },
  LONG,
);
