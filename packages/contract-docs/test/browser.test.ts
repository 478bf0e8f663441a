import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { BROWSER_FLAGS, findBrowser, isWithoutBrowser } from "../../../scripts/browser/findBrowser.ts";
import { buildSite, OWN } from "./support/buildSite.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};
const PAGES = [
  "index.html",
  "operations/createSession.html",
  "operations/deleteSession.html",
  "structures/SessionUser.html",
  "structures/index.html",
  "errors.html",
  "authentication.html",
  "guides/life.html",
];
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

const site = await buildSite(OWN, {
  guides: [{ title: "Life", text: "## It begins\n\n| a | b |\n| - | - |\n| 1 | `2` |" }],
});
/** What makes the server pause within a page, and for how long. */
const SLOWLY = "?slowly";
const PAUSE_MS = 300;
const server = createServer(async (request, response) => {
  const { pathname, search } = new URL(request.url ?? "", "http://localhost");
  const path = pathname.slice(1);
  const text = site.get(path);
  response.writeHead(text === undefined ? 404 : 200, {
    "content-type": TYPES[extname(path)] ?? "text/plain",
    "content-security-policy": POLICY,
  });
  if (search !== SLOWLY || text === undefined) return response.end(text);
  response.write(text.slice(0, text.length / 2));
  await pause(PAUSE_MS);
  return response.end(text.slice(text.length / 2));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
// The file ends with its tests, whether the server listens or not.
server.unref();
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const WIDE = { width: 1440, height: 900 };

/** Opens a page; what the browser complains of, and what is asked of another origin, ends the test. */
async function openPage(browser: Browser, path: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ viewport: WIDE, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin)) complaints.push(`asks for ${request.url()}`);
  });
  onTestFinished(async () => {
    await context.close();
    expect(complaints, path).toEqual([]);
  });
  await page.goto(`${origin}/${path}`);
  return page;
}

const inBrowser = test
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of the fixtures from the pattern
  .extend("browser", { scope: "file" }, async ({}, { onCleanup }) => {
    const browser = await chromium.launch({
      executablePath: findBrowser(),
      args: BROWSER_FLAGS,
    });
    onCleanup(() => browser.close());
    return browser;
  })
  .extend(
    "open",
    ({ browser }) =>
      (path: string, options: BrowserContextOptions = {}) =>
        openPage(browser, path, options),
  )
  .skipIf(isWithoutBrowser);

async function violationsOf(page: Page, which: axe.RunOptions = {}): Promise<readonly string[]> {
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(axe.source);
  // All other results hold each element of the page, and are as long as it.
  const options = JSON.stringify({ resultTypes: ["violations"], ...which });
  const { violations } = (await page.evaluate(
    `axe.run(${options}).then(({ violations }) => ({ violations }))`,
  )) as Pick<axe.AxeResults, "violations">;
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`);
}

/** Each page is made as wide as each; it is also loaded at some, at all in the long run. */
const WIDTHS = [360, 768, 1024, 1344, 1920];
const widthOver = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

const isSoak = process.env.SOAK !== undefined;
/** The rules that depend on colours take longest. */
const COLOURS = ["color-contrast", "link-in-text-block"];
const colours: axe.RunOptions = { runOnly: COLOURS };
/** A narrow window has the colours of a wide one; they are looked at again in the long run. */
const butColours: axe.RunOptions = {
  rules: Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: isSoak }])),
};

inBrowser(
  "axe finds no violation on any kind of page: light, dark, in forced colours, narrow",
  { timeout: 300_000 },
  async ({ open }) => {
    // Without motion colours change at once.
    const page = await open("index.html", { colorScheme: "light", reducedMotion: "reduce" });
    for (const path of PAGES) {
      await page.goto(`${origin}/${path}`);
      await page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })");
      expect(await violationsOf(page), path).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await violationsOf(page, colours), `${path}, dark`).toEqual([]);
      await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
      expect(await violationsOf(page, colours), `${path}, forced colours`).toEqual([]);
      await page.emulateMedia({ forcedColors: "none" });
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await violationsOf(page, butColours), `${path}, narrow`).toEqual([]);
      await page.setViewportSize(WIDE);
    }
  },
);

inBrowser(
  "no page is wider than the screen, from 360 to 1,920 px, and nothing moves while it loads",
  { timeout: 180_000 },
  async ({ open }) => {
    const page = await open("index.html");
    for (const loaded of isSoak ? WIDTHS : [360, 1344]) {
      for (const path of PAGES) {
        await page.setViewportSize({ width: loaded, height: 900 });
        await page.goto(`${origin}/${path}`);
        const shift = await page.evaluate(
          "new Promise((resolve) => { new PerformanceObserver((list) => resolve(list.getEntries().reduce((sum, { value }) => sum + value, 0))).observe({ type: 'layout-shift', buffered: true }); setTimeout(() => resolve(0), 100); })",
        );
        expect(shift, `${path} at ${loaded}`).toBe(0);
        if (loaded !== WIDTHS[0]) continue;
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          expect(await page.evaluate(widthOver), `${path} at ${width}`).toBeLessThanOrEqual(0);
        }
      }
    }
  },
);

inBrowser(
  "a page is shown when all of it has arrived, so that no part of it moves",
  { timeout: 120_000 },
  async ({ open }) => {
    const page = await open(`operations/deleteSession.html${SLOWLY}`);
    const readPaints = "performance.getEntriesByType('paint').map(({ startTime }) => startTime)";
    await expect.poll(() => page.evaluate(readPaints)).not.toEqual([]);
    const arrived = await page.evaluate("performance.getEntriesByType('navigation')[0].responseEnd");
    expect(Math.min(...((await page.evaluate(readPaints)) as number[]))).toBeGreaterThan(Number(arrived));
  },
);

inBrowser(
  "without a script a page is complete: text, choice of language, deep links",
  { timeout: 120_000 },
  async ({ open }) => {
    const page = await open("operations/deleteSession.html", { javaScriptEnabled: false });
    expect(await page.locator("#search").isVisible()).toBe(false);
    expect(await page.locator(".copy").first().isVisible()).toBe(false);
    await page.getByText("Python", { exact: true }).first().click();
    expect(await page.getByText("urllib.request.Request").isVisible()).toBe(true);
    expect(await page.getByText("curl -X DELETE").isVisible()).toBe(false);
    await page.getByText("Internal Server Error").click();
    expect(await page.locator('[id="500.errorCode"]').isVisible()).toBe(true);
  },
);

inBrowser(
  "a deep link opens what the field is in, and marks the field",
  { timeout: 120_000 },
  async ({ open }) => {
    const page = await open("operations/deleteSession.html#401.errorCode");
    const field = page.locator('[id="401.errorCode"]');
    await field.waitFor({ state: "visible" });
    expect(await field.evaluate((element) => element.matches(":target"))).toBe(true);
  },
);

inBrowser(
  "the search is used by keyboard alone, and leads to a field",
  { timeout: 120_000 },
  async ({ open }) => {
    const page = await open("operations/createSession.html");
    await page.keyboard.press("/");
    await page.keyboard.type("errorCode SessionErrorResponse");
    await page.locator("#results [role=option]").first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press("ArrowDown");
    expect(await page.locator("#search").getAttribute("aria-activedescendant")).toBe("result-0");
    await page.keyboard.press("Enter");
    await page.waitForURL(/structures\/SessionErrorResponse\.html#field\.errorCode$/);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("no such thing at all");
    await page.getByText("Nothing found.").waitFor();
    await page.keyboard.press("Escape");
    expect(await page.locator("#results").isVisible()).toBe(false);
  },
);

inBrowser("the navigation shows the part with this page", { timeout: 120_000 }, async ({ open }) => {
  const page = await open("operations/setSignInState.html", { viewport: { width: 1280, height: 400 } });
  const current = page.locator("#navigation [aria-current]");
  await expect.poll(async () => (await current.boundingBox())?.y).toBeLessThan(400);
  expect(await page.evaluate("scrollY")).toBe(0);
});

inBrowser(
  "COPY copies, and theme and language are kept on the next page",
  { timeout: 120_000 },
  async ({ open }) => {
    const page = await open("operations/deleteSession.html", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.getByRole("button", { name: "Copy the URI" }).click();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(
      "https://{server}:9443/api/admin/v1/sessions",
    );
    await page.getByText("Go", { exact: true }).first().click();
    await page.getByRole("button", { name: /^Theme/ }).click();
    await page.getByRole("button", { name: /^Theme/ }).click();
    await page.goto(`${origin}/operations/getSession.html`);
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    expect(await page.getByText("http.NewRequest").isVisible()).toBe(true);
  },
);

inBrowser(
  "on a narrow screen the navigation opens over the page, and Escape closes it",
  { timeout: 120_000 },
  async ({ open }) => {
    const page = await open("index.html", { viewport: { width: 360, height: 740 } });
    expect(await page.locator("#navigation").isVisible()).toBe(false);
    await page.getByRole("button", { name: "Navigation" }).click();
    expect(await page.locator("#navigation").isVisible()).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await page.locator("#navigation").isVisible()).toBe(false);
  },
);

inBrowser(
  "on a narrow screen what is searched and found is in sight",
  { timeout: 120_000 },
  async ({ open }) => {
    const page = await open("index.html", { viewport: { width: 360, height: 740 } });
    await page.locator("#search").fill("session");
    await page.locator("#results [role=option]").first().waitFor();
    for (const part of ["#search", "#results"]) {
      const { x = -1, width = 0 } = (await page.locator(part).boundingBox()) ?? {};
      expect(x, part).toBeGreaterThanOrEqual(0);
      expect(width, part).toBeGreaterThan(300);
      expect(x + width, part).toBeLessThanOrEqual(360);
    }
  },
);
