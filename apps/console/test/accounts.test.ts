import { expect } from "vitest";
import { ADMIN_PASSWORD } from "../../../scripts/attack/startTarget.ts";
import { createJourney, goTo, signIn } from "./openConsole.ts";
import { withChanged } from "./standIns.ts";

const journey = createJourney();

journey(
  "an administrator ends the session of another user, whose page shows the reason",
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
    // A notice of one page is not shown on the next.
    await expect.poll(() => page.getByText("ada was added.").count()).toBe(0);
    const row = page.getByRole("row").filter({ hasText: "ada" });
    await row.getByRole("button", { name: "End this session of ada" }).click();
    await page.getByText("One session of ada, opened from 127.0.0.1, ends at once.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "End", exact: true }).click();
    await page.getByText("1 session ended.").waitFor();
    await expect.poll(() => row.count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    await other.getByRole("button", { name: "Restart the idle limit" }).click();
    await other.getByText("Your session was ended elsewhere").waitFor();
  },
);

journey(
  "a one-time password is shown once and must be changed in its only session",
  async ({ open, server }) => {
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
    const due = other.getByRole("heading", { name: "Choose a permanent password" });
    await due.waitFor();
    // Nothing else is to be had before that, also after a reload and by an address.
    expect(await other.getByRole("navigation", { name: "Pages" }).count()).toBe(0);
    await other.reload();
    await due.waitFor();
    await other.goto(`${server.target.origin}/#/sessions`);
    await due.waitFor();
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
    expect(await other.getByText("Your password was changed.").count()).toBe(1);
    expect(await other.getByRole("navigation", { name: "Pages" }).getByRole("link").count()).toBe(1);
    // The addresses of the pages about others call nothing and offer nothing that would be rejected.
    const calls: string[] = [];
    other.on("request", (request) => calls.push(request.url()));
    for (const name of ["Sessions", "Accounts", "Audit trail", "Status"]) {
      await other.goto(`${server.target.origin}/#/${name.split(" ")[0]?.toLowerCase()}`);
      await other.getByRole("heading", { level: 1, name }).waitFor();
      await other.getByText("This page needs the role System Administrator.").waitFor();
      const buttons = other
        .getByRole("main")
        .getByRole("button")
        .filter({ hasNotText: /^(Times|Theme)/ });
      expect(await buttons.count(), name).toBe(0);
    }
    expect(calls.filter((url) => /accounts|audit-entries|status|scope=all/.test(url))).toEqual([]);
  },
);

journey("a double click runs an action once", async ({ open }) => {
  const { page } = await open();
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") posts.push(new URL(request.url()).pathname.replace(/.*\//, ""));
  });
  await page.getByLabel("Name", { exact: true }).fill("admin");
  await page.getByLabel("Password", { exact: true }).fill(ADMIN_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).dblclick();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  await goTo(page, "Accounts");
  await page.getByRole("button", { name: "Add account" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("ida");
  await dialog.getByRole("button", { name: "Add account" }).dblclick();
  await dialog.getByRole("heading", { name: "One-time password of ida" }).waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByText("ida was added.").waitFor();
  expect(posts).toEqual(["browser-sessions", "accounts"]);
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

journey(
  "an account that is locked by failed sign-ins is marked and can be unlocked",
  async ({ open, server }) => {
    const { page } = await open();
    await signIn(page);
    const password = "four tall giraffes drink";
    const words = ["accounts", "add", "marie", "--role", "Auditor", "--yes", "--password-stdin"];
    const added = await server.target.commandWith(password, ...words);
    expect(added.code, added.errors).toBe(0);
    const guess = (word: string) =>
      server.target.send({
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
    await row.getByText("Locked", { exact: true }).waitFor();
    await row.getByText("Manage").click();
    await row.getByRole("button", { name: "Unlock" }).click();
    await page
      .getByRole("dialog")
      .getByText(/even the correct password is rejected/)
      .waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Unlock" }).click();
    await page.getByText("marie can try to sign in again.").waitFor();
    await expect.poll(() => row.getByText("Locked", { exact: true }).count()).toBe(0);
    expect((await guess(password)).status).toBe(200);
  },
);

journey("an expired lock is not shown and has no unlock button", async ({ open }) => {
  const { page } = await open();
  await signIn(page);
  await goTo(page, "Accounts");
  const lockedUntil = Date.now() - 1000;
  await withChanged(page, {
    id: "listAccounts",
    change: ({ accounts, ...rest }) => ({
      ...rest,
      accounts: accounts.map((account) => ({ ...account, lockedUntil })),
    }),
    work: async () => {
      await page.getByLabel("Manage admin").click();
      await page.getByRole("button", { name: "Reset password" }).first().waitFor();
      expect(await page.getByRole("button", { name: "Unlock" }).count()).toBe(0);
      expect(await page.getByText("Locked", { exact: true }).count()).toBe(0);
    },
  });
});

journey("the last administrator cannot be disabled, and the page shows the reason", async ({ open }) => {
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
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("SUMMARY");
});
