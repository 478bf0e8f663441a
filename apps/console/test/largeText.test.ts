import { expect } from "vitest";
import { createJourney, findOverflows, goTo, signIn } from "./openConsole.ts";
import { PAGES } from "./visitAll.ts";

/** A browser whose reader has set text to twice its size. */
const journey = createJourney({}, { browserOptions: ["--blink-settings=defaultFontSize=32"] });

journey("pages fit into their window with text of twice the size", { timeout: 120_000 }, async ({ open }) => {
  const { page } = await open();
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
