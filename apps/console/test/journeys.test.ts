import { expect } from "vitest";
import { OPENED_MS } from "./createSession.ts";
import { createJourney, goTo, PATIENCE_MS, signIn } from "./openConsole.ts";
import { example, withResponses } from "./standIns.ts";

const journey = createJourney();

journey(
  "a wrong password is reported, a correct one opens a session, and a sign-out ends it",
  async ({ open }) => {
    const { page } = await open();
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Fill in name and password.").waitFor();
    await page.getByLabel("Name", { exact: true }).fill("admin");
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByText("Name or password is wrong.").waitFor();
    await signIn(page);
    expect(await page.getByRole("definition").allInnerTexts()).toContain(
      "System Administrator, Appliance Administrator",
    );
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You have signed out.").waitFor();
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("admin");
  },
);

journey("a reload and a second tab stay signed in, and no script can read the secret", async ({ open }) => {
  const { page, context } = await open();
  await signIn(page);
  await page.reload();
  await page.getByRole("heading", { name: "Your session" }).waitFor();
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole("heading", { name: "Your session" }).waitFor();
  expect(await page.evaluate(() => [document.cookie, ...Object.values(localStorage)])).toEqual(["", "yes"]);
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({
    name: "__Host-gatehouse",
    httpOnly: true,
    secure: true,
    sameSite: "Strict",
  });
});

journey("a sign-out in one tab signs out the other tab, and a sign-in signs it in", async ({ open }) => {
  const { page, context } = await open();
  const other = await context.newPage();
  await other.goto(page.url());
  await signIn(page);
  await other.getByRole("heading", { name: "Your session" }).waitFor();
  await other.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("You have signed out in another tab.").waitFor();
});

journey(
  "a filter is part of the address, and the page reports when it matches no entry",
  async ({ open }) => {
    const { page } = await open();
    await signIn(page);
    await goTo(page, "Sessions");
    await page.getByRole("form", { name: "Filter sessions" }).getByLabel("User").fill("nobody");
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByText("No live sessions match this filter.").waitFor();
    expect(page.url()).toContain("#/sessions?user=nobody");
    await page.goBack();
    await page.getByText("This session").waitFor();
  },
);

journey("the reader's other sessions are counted before they end", async ({ open }) => {
  const [{ page }, { page: second }, { page: third }] = await Promise.all([open(), open(), open()]);
  for (const one of [second, third, page]) await signIn(one);
  await page.getByRole("button", { name: "End all others" }).click();
  await page.getByText(/your other sessions end at once: \d+ sessions?\./).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "End all others" }).click();
  await page.getByText(/^\d+ sessions? ended\.$/).waitFor();
  await page.getByText("You have no other session.").waitFor();
});

journey("the audit trail shows its entries and can be filtered", async ({ open }) => {
  const { page } = await open();
  await signIn(page);
  await goTo(page, "Audit trail");
  await page.getByText("authn_login_success").first().waitFor();
  await page.getByLabel("Event").fill("sys_startup");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.locator("td", { hasText: "sys_startup" }).first().waitFor();
  expect(await page.getByText("authn_login_success").count()).toBe(0);
  let calls = 0;
  page.on("request", (request) => {
    if (request.url().includes("/audit-entries?")) calls += 1;
  });
  await page.getByLabel("Since").selectOption("The last hour");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect.poll(() => page.url()).toContain("since=hour");
  await expect.poll(() => calls).toBe(1);
  await page.locator("td", { hasText: "sys_startup" }).first().waitFor();
  // The period stays where it began, so that its entries are asked for once.
  expect(calls).toBe(1);
});

journey(
  "a refresh of the audit trail reads only its newest entries, however many are shown",
  async ({ open }) => {
    const { page } = await open();
    await signIn(page);
    const entry = { time: OPENED_MS, event: "sys_startup", level: "WARN", result: "success", details: {} };
    const data = { kept: true, entries: new Array(30).fill(entry), next: "older" };
    await withResponses(page, { listAuditEntries: example(200, "oneEntry", { data }) }, async () => {
      await goTo(page, "Audit trail");
      for (const shown of [30, 60, 90]) {
        await page.getByText(`${shown} entries`).waitFor();
        if (shown < 90) await page.getByRole("button", { name: "Show older entries" }).click();
      }
      const calls: string[] = [];
      page.on("request", (request) => calls.push(new URL(request.url()).search));
      await page.getByRole("button", { name: "Refresh" }).click();
      await page.getByText("30 entries").waitFor();
      await page.getByRole("button", { name: "Show older entries" }).waitFor();
      expect(calls).toEqual(["?limit=50"]);
    });
  },
);

journey("the status shows version, certificate and nodes, and times in UTC on demand", async ({ open }) => {
  const { page } = await open({ timezoneId: "Asia/Tokyo" });
  await signIn(page);
  await goTo(page, "Status");
  await page.getByText("This one").waitFor();
  expect(await page.getByText(/\d+ days left/).count()).toBe(1);
  const time = page.locator("time").first();
  const local = await time.innerText();
  await page.getByRole("button", { name: /Show times in UTC/ }).click();
  expect(await time.innerText()).toMatch(/ UTC$/);
  expect(await time.innerText()).not.toContain(local);
  await page.reload();
  expect(await page.locator("time").first().innerText()).toMatch(/ UTC$/);
});

journey(
  "the page reports that the server is unavailable, and recovers by itself",
  async ({ open, server }) => {
    const { page, context } = await open();
    await signIn(page);
    await goTo(page, "Sessions");
    const banner = page.getByText("The appliance cannot be reached.");
    await server.restart(async () => {
      await page.getByRole("button", { name: "Refresh" }).click();
      await banner.first().waitFor();
    });
    await expect.poll(() => banner.count(), { timeout: PATIENCE_MS }).toBe(0);
    await page.getByText("This session").waitFor();
    await context.setOffline(true);
    await page.getByRole("button", { name: "Refresh" }).click();
    await banner.first().waitFor();
    await context.setOffline(false);
    await expect.poll(() => banner.count(), { timeout: PATIENCE_MS }).toBe(0);
  },
);

journey("a failed refresh or restart is reported, and the page keeps its previous data", async ({ open }) => {
  const { page } = await open();
  await signIn(page);
  const failure = page.getByText("The appliance failed to do this.");
  await withResponses(page, { getSession: example(500, "internalError") }, async () => {
    await page.getByRole("button", { name: "Restart the idle limit" }).click();
    await failure.waitFor();
  });
  await page.getByRole("button", { name: "Restart the idle limit" }).click();
  await page.getByText("The idle limit was restarted.").waitFor();
  expect(await failure.count()).toBe(0);
  for (const [name, id] of [
    ["Sessions", "listSessions"],
    ["Accounts", "listAccounts"],
  ] as const) {
    await goTo(page, name);
    const row = page.getByRole("row").filter({ hasText: "admin" }).first();
    await row.waitFor();
    await withResponses(page, { [id]: example(500, "internalError") }, async () => {
      await page.getByRole("button", { name: "Refresh" }).click();
      await failure.waitFor();
      expect(await row.count()).toBe(1);
    });
    await page.getByRole("button", { name: "Try now" }).click();
    await failure.waitFor({ state: "detached" });
  }
});

journey("the end of all sessions leads to the sign-in page", async ({ open }) => {
  const [{ page }, { page: other }] = await Promise.all([open(), open()]);
  await signIn(other);
  await signIn(page);
  await goTo(page, "Sessions");
  await page.getByRole("button", { name: "End all sessions", exact: true }).click();
  await page.getByText(/All sessions of all users end at once, yours included: \d+ sessions/).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "End all sessions" }).click();
  await page.getByText("Your session was ended elsewhere").waitFor();
  await other.getByRole("button", { name: "Restart the idle limit" }).click();
  await other.getByText("Your session was ended elsewhere").waitFor();
});
