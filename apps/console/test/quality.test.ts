import { globSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { createJourney, goTo, isLeftOut, signIn } from "./openConsole.ts";

const journey = createJourney().skipIf(isLeftOut);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = ["Your session", "Sessions", "Accounts", "Audit trail", "Status"] as const;
const BUDGET_BYTES = 150 * 1024;
/** What counts as no jump: a shift of a tenth of this is already rated good. */
const LARGEST_SHIFT = 0.01;

/** Looks for what people with disabilities could not use; gives each finding with the state it was in. */
async function findBarriers(page: Page, state: string): Promise<readonly string[]> {
  // An element that is still fading in has the contrast of that moment.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
  );
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(AXE);
  const { violations } = (await page.evaluate("axe.run()")) as AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${state}: ${id} ${html.slice(0, 200)}`),
  );
}

/** Leads a reader through all pages and states, and looks at each. */
async function visitAll(page: Page, look: (state: string) => Promise<void>): Promise<void> {
  await look("sign-in");
  await page.getByRole("button", { name: "Sign in" }).click();
  await look("sign-in, incomplete");
  await signIn(page);
  for (const name of PAGES) {
    if (name !== "Your session") await goTo(page, name);
    await expect.poll(() => page.locator(".loading").count()).toBe(0);
    await look(name);
  }
  await page.getByRole("button", { name: "Disable sign-ins" }).click();
  await look("a confirmation");
  await page.keyboard.press("Escape");
  await goTo(page, "Accounts");
  await page.getByText("Manage").first().click();
  await look("the menu of an account");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add account" }).click();
  await look("the dialog of a new account");
  await page.keyboard.press("Escape");
  await goTo(page, "Your session");
  await page.getByRole("link", { name: "Change password" }).click();
  await page.getByRole("button", { name: "Change password" }).click();
  await look("a password change, incomplete");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("You have signed out.").waitFor();
  await look("sign-in, with a reason");
}

journey.for(["light", "dark"] as const)(
  "axe finds nothing on any page and state in %s",
  async (colorScheme, { open }) => {
    const { page } = await open({ colorScheme });
    const found: string[] = [];
    await visitAll(page, async (state) => {
      found.push(...(await findBarriers(page, state)));
    });
    expect(found).toEqual([]);
  },
);

journey("no page is wider than its window, from 360 to 1,920 pixels", async ({ open }) => {
  const { page } = await open();
  const wide: string[] = [];
  await visitAll(page, async (state) => {
    for (const width of [360, 768, 1200, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (excess > 0) wide.push(`${state} at ${width}: ${excess} px too wide`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });
  expect(wide).toEqual([]);
});

journey("nothing jumps while pages load", async ({ open }) => {
  const { page } = await open();
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        };
        if (!hadRecentInput) shifts.push(value);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await signIn(page);
  for (const name of PAGES) {
    if (name !== "Your session") await goTo(page, name);
    await page.reload();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await expect.poll(() => page.locator(".loading").count()).toBe(0);
    const shift = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts);
    expect({ name, shift: shift.reduce((sum, one) => sum + one, 0) < LARGEST_SHIFT ? 0 : shift }).toEqual({
      name,
      shift: 0,
    });
  }
});

journey(
  "the keyboard alone signs in, reaches the content, and opens and leaves a dialog",
  async ({ open }) => {
    const { page } = await open();
    await page.getByLabel("Name", { exact: true }).waitFor();
    const focused = () =>
      page.evaluate(() => document.activeElement?.textContent || document.activeElement?.id);
    await page.keyboard.press("Tab");
    await page.keyboard.type("admin");
    await page.keyboard.press("Tab");
    await page.keyboard.type("correct horse battery staple");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Your session" }).waitFor();
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Change password");
    await goTo(page, "Sessions");
    expect(await focused()).toBe("Sessions");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("End all others");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(focused).toBe("End all others");
  },
);

journey("forced colours keep what colours say in words and borders", async ({ open }) => {
  const { page } = await open({ forcedColors: "active" });
  await signIn(page);
  await goTo(page, "Status");
  await page.getByText("Ready", { exact: true }).waitFor();
  const border = await page
    .locator(".badge")
    .first()
    .evaluate((badge) => getComputedStyle(badge).borderTopWidth);
  expect(border).toBe("1px");
});

const assets = globSync("dist/**/*.*", { cwd: new URL("../", import.meta.url).pathname });
const read = (file: string): Buffer => readFileSync(new URL(`../${file}`, import.meta.url));

test.skipIf(isLeftOut)("the first load is at most 150 kB, compressed", () => {
  const sizes = assets.map((file) => gzipSync(read(file), { level: 9 }).length);
  expect(assets.length).toBeGreaterThan(2);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(BUDGET_BYTES);
});

test.skipIf(isLeftOut)(
  "the built files have no inline code, no foreign address, and no path of a machine",
  () => {
    const html = read("dist/index.html").toString();
    expect(html).not.toMatch(/<style|style=|<script(?![^>]* src=)| on\w+=/);
    expect(assets.filter((file) => file.endsWith(".map"))).toEqual([]);
    const scripts = assets
      .filter((file) => /\.(?:js|css|html)$/.test(file))
      .map((file) => read(file).toString());
    for (const text of scripts) expect(text).not.toMatch(/\/home\/|\/work\/|node_modules|sourceMappingURL/);
    for (const file of assets.filter((one) => one.includes("assets/"))) {
      expect(file).toMatch(/-[\w-]{8}\.\w+$/);
      expect(statSync(new URL(`../${file}`, import.meta.url)).isFile()).toBe(true);
    }
  },
);
