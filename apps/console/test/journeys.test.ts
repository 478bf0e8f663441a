import { expect } from "vitest";
import { ADMIN_PASSWORD } from "../../../scripts/attack/startTarget.ts";
import { createJourney, goTo, isLeftOut, signIn } from "./openConsole.ts";

const journey = createJourney().skipIf(isLeftOut);

journey(
  "a wrong password is said, a right one opens the session, and a sign-out ends it",
  async ({ open }) => {
    const { page } = await open();
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Fill in name and password.").waitFor();
    await page.getByLabel("Name", { exact: true }).fill("admin");
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByText("Name or password is not right.").waitFor();
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

journey(
  "two tabs agree: a sign-out in one is a sign-out in the other, and so is a sign-in",
  async ({ open }) => {
    const { page, context } = await open();
    const other = await context.newPage();
    await other.goto(page.url());
    await signIn(page);
    await other.getByRole("heading", { name: "Your session" }).waitFor();
    await other.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You have signed out in another tab.").waitFor();
  },
);

journey(
  "two users at once: an administrator ends the session of another one, who is told",
  async ({ open }) => {
    const [{ page }, { page: other }] = await Promise.all([open(), open()]);
    await signIn(page);
    await goTo(page, "Accounts");
    await page.getByRole("button", { name: "Add account" }).click();
    await page.getByLabel("Name", { exact: true }).fill("ada");
    await page.getByLabel("Password", { exact: true }).fill("seven grey herons wade");
    await page.getByRole("dialog").getByRole("button", { name: "Add account" }).click();
    await page.getByText("ada was added.").waitFor();
    await signIn(other, "ada", "seven grey herons wade");
    await goTo(page, "Sessions");
    const row = page.getByRole("row").filter({ hasText: "ada" });
    await row.getByRole("button", { name: "End this session of ada" }).click();
    await page.getByText("One session of ada, opened from 127.0.0.1, ends at once.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "End", exact: true }).click();
    await page.getByText("1 session ended.").waitFor();
    await expect.poll(() => row.count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    await other.getByRole("button", { name: "Restart the idle limit" }).click();
    await other.getByText("Your session was ended elsewhere").waitFor();
  },
);

journey("a filter is part of the address, and says when nothing matches", async ({ open }) => {
  const { page } = await open();
  await signIn(page);
  await goTo(page, "Sessions");
  await page.getByRole("form", { name: "Filter sessions" }).getByLabel("User").fill("nobody");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByText("No live sessions match this filter.").waitFor();
  expect(page.url()).toContain("#/sessions?user=nobody");
  await page.goBack();
  await page.getByText("This session").waitFor();
});

journey("the reader's other sessions are counted before they end", async ({ open }) => {
  const [{ page }, { page: second }, { page: third }] = await Promise.all([open(), open(), open()]);
  for (const one of [second, third, page]) await signIn(one);
  await page.getByRole("button", { name: "End all others" }).click();
  await page.getByText(/your other sessions end at once: \d+ sessions?\./).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "End all others" }).click();
  await page.getByText(/^\d+ sessions? ended\.$/).waitFor();
  await page.getByText("You have no other session.").waitFor();
});

journey("an old sign-in is renewed in place, and the action goes on", async ({ open, server }) => {
  const { page } = await open();
  await signIn(page);
  await server.restartLater(600_000);
  await page.reload();
  await goTo(page, "Status");
  await page.getByRole("button", { name: "Disable sign-ins" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Disable sign-ins" }).click();
  await dialog.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
  await page.keyboard.type("wrong");
  await page.keyboard.press("Enter");
  await dialog.getByText("The password is not right.").waitFor();
  await dialog.getByLabel("Password", { exact: true }).fill(ADMIN_PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByText("Sign-ins are disabled. Live sessions go on.").waitFor();
  const { page: late } = await open();
  await late.getByText("Sign-ins are disabled for maintenance.").waitFor();
  await page.getByRole("button", { name: "Enable sign-ins" }).click();
  await dialog.getByRole("button", { name: "Enable sign-ins" }).click();
  await page.getByText("New sign-ins are accepted.").waitFor();
});

journey("a one-time password is shown once, and has to be changed in its only session", async ({ open }) => {
  const [{ page }, { page: other }] = await Promise.all([open(), open()]);
  await signIn(page);
  await goTo(page, "Accounts");
  await page.getByRole("button", { name: "Add account" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("grace");
  await dialog.getByRole("button", { name: "Add account" }).click();
  await dialog.getByRole("heading", { name: "One-time password of grace" }).waitFor();
  const password = await dialog.locator(".secret").innerText();
  await dialog.getByRole("button", { name: "Close" }).click();
  await signIn(other, "grace", password.trim());
  await other.getByRole("heading", { name: "Choose a lasting password" }).waitFor();
  await other.getByLabel("Current password").fill(password.trim());
  await other.getByLabel("New password", { exact: true }).fill("short");
  await other.getByLabel("New password again").fill("short");
  await other.getByRole("button", { name: "Change password" }).click();
  await other.getByText("The password has 5 characters; use at least 15.").waitFor();
  await other.getByLabel("New password", { exact: true }).fill("nine red foxes ran home");
  await other.getByLabel("New password again").fill("nine red foxes ran home");
  await other.getByRole("button", { name: "Change password" }).click();
  await other.getByText("Your password was changed.").waitFor();
  await other.getByRole("heading", { name: "Your session" }).waitFor();
  expect(await other.getByRole("navigation", { name: "Pages" }).getByRole("link").count()).toBe(1);
});

journey("an account is given roles, disabled, enabled, reset and removed", async ({ open }) => {
  const { page } = await open();
  await signIn(page);
  await goTo(page, "Accounts");
  const dialog = page.getByRole("dialog");
  const row = page.getByRole("row").filter({ hasText: "linus" });
  const manage = async (item: string): Promise<void> => {
    await row.getByText("Manage").click();
    await row.getByRole("button", { name: item }).click();
  };
  await page.getByRole("button", { name: "Add account" }).click();
  await dialog.getByLabel("Name", { exact: true }).fill("linus");
  await dialog.getByLabel("Password", { exact: true }).fill("two blue whales sing low");
  await dialog.getByRole("button", { name: "Add account" }).click();
  await manage("Change roles");
  await dialog.getByLabel("Appliance Administrator").uncheck();
  await dialog.getByRole("button", { name: "Change roles" }).click();
  await dialog.getByText("Choose at least one role.").waitFor();
  await dialog.getByLabel("Other roles").fill("Auditor, Guest");
  await dialog.getByRole("button", { name: "Change roles" }).click();
  await row.getByText("Auditor, Guest").waitFor();
  await manage("Disable");
  await dialog.getByText("Sessions of linus end at once: 0 sessions.").waitFor();
  await dialog.getByRole("button", { name: "Disable" }).click();
  await row.getByText("Disabled").waitFor();
  await manage("Enable");
  await dialog.getByRole("button", { name: "Enable" }).click();
  await row.getByText("Enabled").waitFor();
  await manage("Reset password");
  await dialog.getByRole("button", { name: "Reset password" }).click();
  await dialog.getByRole("button", { name: "Close" }).click();
  await row.getByText("One-time password").waitFor();
  await manage("Remove");
  await dialog.getByRole("button", { name: "Remove" }).click();
  await page.getByText("linus was removed.").waitFor();
  await expect.poll(() => row.count()).toBe(0);
});

journey("an account that failed sign-ins lock says so, and is unlocked", async ({ open, server }) => {
  const { page } = await open();
  await signIn(page);
  const password = "four tall giraffes drink";
  await server.target.commandWith(password, "accounts", "add", "marie", "--role", "Auditor");
  const guess = (word: string) =>
    server.target.ask({
      method: "POST",
      path: "/api/admin/v1/sessions",
      from: "127.0.0.9",
      body: { username: "marie", password: word },
    });
  const row = page.getByRole("row").filter({ hasText: "marie" });
  await goTo(page, "Accounts");
  await row.getByText("Manage").click();
  expect(await row.getByRole("button", { name: "Unlock" }).count()).toBe(0);
  for (let count = 0; count < 3; count += 1) await guess("not the password");
  expect((await guess(password)).status).toBe(401);
  await page.getByRole("button", { name: "Refresh" }).click();
  await row.getByText("Locked until").waitFor();
  await row.getByText("Manage").click();
  await row.getByRole("button", { name: "Unlock" }).click();
  await page.getByRole("dialog").getByText(/the right password is rejected, too/).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Unlock" }).click();
  await page.getByText("marie can try to sign in again.").waitFor();
  await expect.poll(() => row.getByText("Locked until").count()).toBe(0);
  expect((await guess(password)).status).toBe(200);
});

journey("the last administrator cannot be disabled, and the page says why", async ({ open }) => {
  const { page } = await open();
  await signIn(page);
  await goTo(page, "Accounts");
  const row = page.getByRole("row").filter({ hasText: "You" });
  await row.getByText("Manage").click();
  await row.getByRole("button", { name: "Disable" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Your own session is one of them").waitFor();
  await dialog.getByRole("button", { name: "Disable" }).click();
  await dialog.getByText("This is the last enabled account with the role System Administrator.").waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => dialog.count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("SUMMARY");
});

journey("the audit trail shows what has happened, and can be filtered", async ({ open }) => {
  const { page } = await open();
  await signIn(page);
  await goTo(page, "Audit trail");
  await page.getByText("authn_login_success").first().waitFor();
  await page.getByLabel("Event").fill("sys_startup");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.locator("td", { hasText: "sys_startup" }).first().waitFor();
  expect(await page.getByText("authn_login_success").count()).toBe(0);
});

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
  "while the server is away the page says so, and goes on by itself afterwards",
  async ({ open, server }) => {
    const { page, context } = await open();
    await signIn(page);
    await goTo(page, "Sessions");
    const banner = page.getByText("The appliance cannot be reached.");
    await server.restart(async () => {
      await page.getByRole("button", { name: "Refresh" }).click();
      await banner.first().waitFor();
    });
    await expect.poll(() => banner.count(), { timeout: 15_000 }).toBe(0);
    await page.getByText("This session").waitFor();
    await context.setOffline(true);
    await page.getByRole("button", { name: "Refresh" }).click();
    await banner.first().waitFor();
    await context.setOffline(false);
    await expect.poll(() => banner.count(), { timeout: 15_000 }).toBe(0);
  },
);

journey("the end of all sessions leads to the sign-in", async ({ open }) => {
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
