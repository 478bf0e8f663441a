import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { ADMIN_PASSWORD } from "../../../scripts/attack/startTarget.ts";
import { type ConsoleServer, createJourney, goTo, signIn } from "./openConsole.ts";

const journey = createJourney({ GATEHOUSE_ABSOLUTE_TIMEOUT_SECONDS: "2400" });
const SECOND_MS = 1000;

/** A page whose clock can be set. */
const prepare = (page: Page) => page.clock.install();

/** Advances the clocks of the server and of the idle pages to a moment. */
async function passTo(
  momentMs: number,
  server: ConsoleServer,
  contexts: readonly BrowserContext[],
): Promise<void> {
  const milliseconds = momentMs - server.nowMs();
  expect(milliseconds, "the machine was too slow for this test").toBeGreaterThan(0);
  await server.setForward(milliseconds);
  // The pages of a context share its clock.
  for (const context of contexts) await context.clock.fastForward(milliseconds);
}

/** How long the page says that the session has left. */
async function readRest(page: Page): Promise<number> {
  const [minutes = 0, seconds = 0] = (await page.locator(".reader-rest").innerText()).split(":").map(Number);
  return (minutes * 60 + seconds) * SECOND_MS;
}

/** The calls that a page makes from now on, each by its method and path. */
function noteCalls(page: Page): readonly string[] {
  const calls: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    calls.push(`${request.method()} ${pathname.split("/").at(-1)}`);
  });
  return calls;
}

/** When the absolute limit ends the session of this page, independent of its idle limit. */
function readEnd(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const response = await fetch("api/admin/v1/sessions", { headers: { "x-gatehouse-session": "cookie" } });
    return (await response.json()).data.session.expiresAt;
  });
}

journey(
  "the page warns a minute before each limit, which ends the session with its reason; the idle limit can be restarted",
  { timeout: 180_000 },
  async ({ open, server }) => {
    const [{ page: idle }, { page: busy, context }] = await Promise.all([
      open({ prepare }),
      open({ prepare }),
    ]);
    await signIn(idle);
    await signIn(busy);
    const tab = await context.newPage();
    await tab.goto(busy.url());
    await tab.getByRole("heading", { name: "Your session" }).waitFor();
    const contexts = [idle.context(), context];
    for (const one of [idle, busy]) {
      await one.getByRole("button", { name: "Restart the idle limit" }).click();
      await one.getByText("The idle limit was restarted.").waitFor();
    }
    // Pages that were used just now ask the server once more, within 15 seconds.
    for (const seconds of [20, 20]) {
      await passTo(server.nowMs() + seconds * SECOND_MS, server, contexts);
      for (const one of [idle, busy]) await one.waitForLoadState("networkidle");
    }
    const idleEnd = server.nowMs() + Math.min(...(await Promise.all([idle, busy].map(readRest))));
    const warning = busy.getByRole("alertdialog");
    await passTo(idleEnd - 90 * SECOND_MS, server, contexts);
    expect(await warning.count()).toBe(0);
    await passTo(idleEnd - 45 * SECOND_MS, server, contexts);
    await warning.getByText(/Your session ends in \d+ seconds, because you have not used it\./).waitFor();
    for (const one of [idle, tab]) await one.getByText("Are you still there?").waitFor();
    await warning.getByRole("button", { name: "Stay signed in" }).press("Enter");
    // The other tab knows that the session stays live.
    for (const one of [busy, tab]) {
      await expect.poll(() => one.getByText("Are you still there?").count()).toBe(0);
    }
    await passTo(idleEnd + 15 * SECOND_MS, server, contexts);
    await idle.getByText("Your session ended because it was not used for too long.").waitFor();
    // A notice of this session is not shown to the next user.
    expect(await idle.getByText("The idle limit was restarted.").count()).toBe(0);
    await signIn(idle);
    expect(await idle.getByText("The idle limit was restarted.").count()).toBe(0);
    const expiresAt = await readEnd(busy);
    await passTo(expiresAt - 45 * SECOND_MS, server, contexts);
    await warning.getByText("Your session ends soon").waitFor();
    await warning.getByRole("button", { name: "Understood" }).click();
    await passTo(expiresAt + SECOND_MS, server, contexts);
    await busy.getByText("Your session reached its absolute limit.").waitFor();
    await tab.getByText("Your session reached its absolute limit.").waitFor();
  },
);

journey(
  "only the reader's answer to the warning restarts the idle limit, not a moving mouse or a visible tab",
  { timeout: 60_000 },
  async ({ open, server }) => {
    const { page, context } = await open({ prepare });
    await signIn(page);
    await goTo(page, "Sessions");
    await page.getByText("This session").waitFor();
    const warning = page.getByRole("alertdialog");
    await passTo(server.nowMs() + (await readRest(page)) - 50 * SECOND_MS, server, [context]);
    await warning.getByText("Are you still there?").waitFor();
    const calls = noteCalls(page);
    await page.mouse.move(300, 300);
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
    await passTo(server.nowMs() + 20 * SECOND_MS, server, [context]);
    await warning.getByText(/Your session ends in \d+ seconds/).waitFor();
    expect(calls).toEqual([]);
    await warning.getByRole("button", { name: "Stay signed in" }).click();
    await warning.waitFor({ state: "detached" });
    expect(calls).toEqual(["GET sessions"]);
  },
);

journey(
  "a server that recovers restarts no idle limit before the reader uses the page",
  { timeout: 60_000 },
  async ({ open }) => {
    const { page, context } = await open({ prepare });
    await signIn(page);
    await goTo(page, "Sessions");
    await page.getByText("This session").waitFor();
    const banner = page.getByText("The appliance cannot be reached.");
    await context.setOffline(true);
    await page.getByRole("button", { name: "Refresh" }).click();
    await banner.first().waitFor();
    for (const seconds of [20, 20]) await context.clock.fastForward(seconds * SECOND_MS);
    const calls = noteCalls(page);
    await context.setOffline(false);
    await context.clock.fastForward(20 * SECOND_MS);
    await banner.first().waitFor({ state: "detached" });
    await context.clock.fastForward(20 * SECOND_MS);
    await page.waitForLoadState("networkidle");
    expect(new Set(calls)).toEqual(new Set(["GET sign-ins"]));
    await page.mouse.move(300, 300);
    await expect.poll(() => calls).toContain("GET live-sessions");
  },
);

for (const skewMs of [-600_000, 600_000]) {
  journey(
    `limits expire by the clock of the server on a machine whose clock is ${skewMs / 60_000} minutes off`,
    async ({ open, server }) => {
      const { page, context } = await open({
        prepare: (one) => one.clock.install({ time: Date.now() + skewMs }),
      });
      await signIn(page);
      for (const afterReload of [false, true]) {
        if (afterReload) await page.reload();
        await page.getByRole("heading", { name: "Your session" }).waitFor();
        const rest = await readRest(page);
        expect(rest).toBeGreaterThan(1_740 * SECOND_MS);
        expect(rest).toBeLessThanOrEqual(1_800 * SECOND_MS);
      }
      await passTo(server.nowMs() + (await readRest(page)) - 45 * SECOND_MS, server, [context]);
      await page.getByText(/Your session ends in [34]\d seconds/).waitFor();
    },
  );
}

journey("an old sign-in is renewed in a dialog, and the action continues", async ({ open, server }) => {
  const { page } = await open();
  await signIn(page);
  await server.setForward(600_000);
  await goTo(page, "Status");
  await page.getByRole("button", { name: "Disable sign-ins" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Disable sign-ins" }).click();
  await dialog.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
  await page.keyboard.type("wrong");
  await page.keyboard.press("Enter");
  await dialog.getByText("The password is wrong.").waitFor();
  await dialog.getByLabel("Password", { exact: true }).fill(ADMIN_PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByText("Sign-ins are disabled. Live sessions continue.").waitFor();
  const { page: late } = await open();
  await late.getByText("Sign-ins are disabled for maintenance.").waitFor();
  await page.getByRole("button", { name: "Enable sign-ins" }).click();
  await dialog.getByRole("button", { name: "Enable sign-ins" }).click();
  await page.getByText("New sign-ins are accepted.").waitFor();
});
