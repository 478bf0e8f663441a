import type { Page } from "playwright-core";
import { expect } from "vitest";
import { createJourney, findOverflows, goTo, signIn } from "./openConsole.ts";
import { PAGES } from "./visitAll.ts";

const journey = createJourney();

/** Sets text to twice its size, as a reader does in the settings of a browser. */
async function prepare(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setFontSizes", { fontSizes: { standard: 32 } });
}

journey("pages fit into their window with text of twice the size", { timeout: 120_000 }, async ({ open }) => {
  const { page } = await open({ prepare });
  await signIn(page);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe("32px");
  const found: string[] = [];
  for (const name of ["Change password", ...Object.keys(PAGES)]) {
    await goTo(page, name);
    await expect.poll(() => page.locator(".loading").count()).toBe(0);
    found.push(...(await findOverflows(page)).map((one) => `${name}: ${one}`));
  }
  expect(found).toEqual([]);
});
