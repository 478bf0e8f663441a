import { globSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { createJourney, findOverflows, goTo, signIn } from "./openConsole.ts";
import { PAGES, visitAll } from "./visitAll.ts";

const journey = createJourney();
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const BUDGET_BYTES = 150 * 1024;
/** The largest layout shift that counts as none: a shift of ten times this is still rated good. */
const LARGEST_SHIFT = 0.01;

/** Looks for what people with disabilities could not use. */
async function findBarriers(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(AXE);
  const options = { resultTypes: ["violations"], ...(rules.length === 0 ? {} : { runOnly: rules }) };
  const { violations } = (await page.evaluate(
    `axe.run(${JSON.stringify(options)}).then(({ violations }) => ({ violations }))`,
  )) as Pick<AxeResults, "violations">;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id} ${html.slice(0, 200)} ${any[0]?.message ?? ""}`),
  );
}

/** Motions that a reader without motion must not see, not even for a frame. */
function findMotions(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .map(({ effect }) => `moves for ${Number(effect?.getComputedTiming().duration ?? 0)} ms`),
  );
}

/** The folder for screenshots of every page and state, for a manual review. */
const { PICTURES } = process.env;
const WINDOWS = {
  light: [1280, {}],
  dark: [1280, { colorScheme: "dark" }],
  narrow: [360, {}],
  wide: [1920, {}],
  forced: [1280, { forcedColors: "active" }],
} as const;

async function takePictures(page: Page, state: string): Promise<void> {
  if (PICTURES === undefined) return;
  for (const [name, [width, media]] of Object.entries(WINDOWS)) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 800 });
    await page.emulateMedia({ colorScheme: "light", forcedColors: "none", ...media });
    await page.screenshot({
      path: join(PICTURES, `${state.replaceAll(/\W+/g, "-")} ${name}.png`),
      fullPage: true,
    });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
}

journey(
  "every page and state is accessible in light and dark, has no motion, and fits from 360 to 1,920 pixels",
  { timeout: 900_000 },
  async ({ open }) => {
    const { page } = await open({ viewport: { width: 1280, height: 800 } });
    const found: string[] = [];
    await visitAll(page, async (state) => {
      const motions = [...(await findMotions(page))];
      const inLight = await findBarriers(page);
      await page.emulateMedia({ colorScheme: "dark" });
      motions.push(...(await findMotions(page)));
      const inDark = await findBarriers(page, ["color-contrast", "link-in-text-block"]);
      await page.emulateMedia({ colorScheme: "light" });
      const all = [
        ...motions,
        ...inLight,
        ...inDark.map((one) => `dark: ${one}`),
        ...(await findOverflows(page)),
      ];
      found.push(...all.map((one) => `${state}: ${one}`));
      await takePictures(page, state);
    });
    expect(found).toEqual([]);
  },
);

journey("the layout does not shift while pages load", async ({ open }) => {
  const noteShifts = () => {
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
  };
  const { page } = await open({ prepare: (one) => one.addInitScript(noteShifts) });
  await signIn(page);
  for (const name of Object.keys(PAGES)) {
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
  "a browser with blocked storage shows the console, and a reload stays signed in",
  async ({ open }) => {
    const { page } = await open({
      prepare: (blocked) =>
        blocked.addInitScript(() => {
          Object.defineProperty(globalThis, "localStorage", {
            get: () => {
              throw new DOMException("Access is denied for this document.", "SecurityError");
            },
          });
        }),
    });
    await signIn(page);
    await page.reload();
    await page.getByRole("heading", { name: "Your session" }).waitFor();
    await page
      .getByRole("button", { name: /^Theme: system/ })
      .first()
      .click();
    await page
      .getByRole("button", { name: /^Theme: light/ })
      .first()
      .waitFor();
  },
);

journey("the theme can be chosen before and after the sign-in, and is kept", async ({ open }) => {
  const { page } = await open({ colorScheme: "dark" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await page.getByRole("button", { name: /^Theme: system/ }).click();
  await expect.poll(ground).not.toBe(dark);
  await signIn(page);
  await page.reload();
  await page
    .getByRole("button", { name: /^Theme: light/ })
    .first()
    .click();
  await page
    .getByRole("button", { name: /^Theme: dark/ })
    .first()
    .waitFor();
  await page.emulateMedia({ colorScheme: "light" });
  expect(await ground()).toBe(dark);
  await page.emulateMedia({ media: "print" });
  await expect.poll(ground).not.toBe(dark);
  expect(await page.getByRole("navigation").isVisible()).toBe(false);
  expect(await page.getByRole("heading", { name: "Your session" }).isVisible()).toBe(true);
  expect(await page.getByRole("button").filter({ visible: true }).count()).toBe(0);
});

journey("with forced colours words and borders carry the meaning of colours", async ({ open }) => {
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

test("the first load is at most 150 kB, compressed", () => {
  const sizes = assets.map((file) => gzipSync(read(file), { level: 9 }).length);
  expect(assets.length).toBeGreaterThan(2);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(BUDGET_BYTES);
});

test("the built files have no inline code, no external address and no local path", () => {
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
});
