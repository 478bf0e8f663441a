import type { Page } from "playwright-core";
import { expect } from "vitest";
import { ADMIN_PASSWORD, SESSIONS } from "../../../scripts/attack/startTarget.ts";
import { createJourney } from "./openConsole.ts";

const journey = createJourney();
const MOST_PRESSES = 80;

/** A reader without a mouse. */
function createKeyboard(page: Page) {
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: element } = document;
      if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) {
        return element.labels?.[0]?.textContent ?? "";
      }
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
  /** Presses Tab until the focus is on what has this name. */
  const reach = async (name: string): Promise<void> => {
    for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
      await page.keyboard.press("Tab");
      if ((await focused()) === name) return;
    }
    throw new Error(`The keyboard does not reach "${name}"; it is at "${await focused()}".`);
  };
  const press = async (name: string, key = "Enter"): Promise<void> => {
    await reach(name);
    await page.keyboard.press(key);
  };
  /** The dialog with this title has opened, and the focus is in it. */
  const isIn = async (title: string): Promise<void> => {
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("heading", { name: title }).waitFor();
    await expect.poll(() => dialog.locator(":focus").count()).toBe(1);
  };
  return {
    focused,
    reach,
    press,
    fill: async (name: string, text: string): Promise<void> => {
      await reach(name);
      await page.keyboard.type(text);
    },
    goTo: async (name: string): Promise<void> => {
      await press(name);
      await page.getByRole("heading", { level: 1, name }).waitFor();
      await expect.poll(focused).toBe(name);
    },
    /** Opens a dialog by the button with this name, and leaves it where the focus is. */
    open: async (name: string, title: string): Promise<void> => {
      await press(name);
      await isIn(title);
    },
    isIn,
    /** The dialog has closed, this notice stands on the page, and the focus is here. */
    isBack: async (notice: string | RegExp, name: string): Promise<void> => {
      await page.locator(".notice").getByText(notice).waitFor();
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await expect.poll(focused).toBe(name);
    },
  };
}

async function signIn(page: Page, username: string, password: string): Promise<void> {
  const { reach } = createKeyboard(page);
  await page.getByLabel("Name", { exact: true }).waitFor();
  await reach("Name");
  await page.keyboard.type(username);
  await reach("Password");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
}

journey(
  "with the keyboard alone a user signs in, skips to the content, restarts the idle limit and signs out",
  { timeout: 120_000 },
  async ({ open }) => {
    const { page } = await open();
    const { focused, press } = createKeyboard(page);
    await signIn(page, "admin", ADMIN_PASSWORD);
    await page.getByRole("heading", { name: "Your session" }).waitFor();
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Change password");
    await press("Restart the idle limit", "Space");
    await page.getByText("The idle limit was restarted.").waitFor();
    await press("Dismiss");
    await page.getByText("The idle limit was restarted.").waitFor({ state: "detached" });
    await press("Sign out");
    await page.getByText("You have signed out.").waitFor();
    await expect.poll(focused).toBe("Sign in");
  },
);

journey(
  "with the keyboard alone an administrator manages an account, and each dialog returns the focus",
  { timeout: 240_000 },
  async ({ open }) => {
    const [{ page }, { page: other }] = await Promise.all([open(), open()]);
    const { goTo, open: openDialog, isIn, press, fill, isBack, focused } = createKeyboard(page);
    const dialog = page.getByRole("dialog");
    const choose = async (item: string, title: string): Promise<void> => {
      await press("Manage kim", "Space");
      await openDialog(item, title);
    };
    await signIn(page, "admin", ADMIN_PASSWORD);
    await page.getByRole("heading", { name: "Your session" }).waitFor();
    await goTo("Accounts");
    await openDialog("Add account", "Add account");
    await expect.poll(focused).toBe("Name");
    await page.keyboard.press("Escape");
    await expect.poll(focused).toBe("Add account");
    await page.keyboard.press("Enter");
    await isIn("Add account");
    await page.keyboard.type("kim");
    await page.keyboard.press("Enter");
    await dialog.getByRole("heading", { name: "One-time password of kim" }).waitFor();
    await expect.poll(focused).toBe("Copy");
    const password = (await dialog.locator(".secret").innerText()).trim();
    await press("Close");
    await isBack("kim was added.", "Add account");
    await signIn(other, "kim", password);
    await other.getByRole("heading", { name: "Choose a permanent password" }).waitFor();
    const kim = createKeyboard(other);
    await kim.fill("Current password", password);
    await kim.fill("New password", "nine red foxes ran home");
    await kim.fill("New password again", "nine red foxes ran home");
    await other.keyboard.press("Enter");
    await other.getByText("Your password was changed.").waitFor();
    await choose("Change roles", "Roles of kim");
    await fill("Other roles", "Auditor");
    await page.keyboard.press("Enter");
    await isBack(/^kim was changed\./, "Manage kim");
    await choose("Disable", "Disable kim?");
    await press("Disable");
    await isBack(/^kim was changed\./, "Manage kim");
    await choose("Enable", "Enable kim?");
    await press("Enable");
    await isBack("kim was changed.", "Manage kim");
    await choose("Reset password", "Reset the password of kim?");
    await press("Reset password");
    await isIn("One-time password of kim");
    await press("Close");
    await isBack("kim was changed.", "Manage kim");
    await choose("Remove", "Remove kim?");
    await press("Remove");
    await isBack("kim was removed.", "Accounts");
  },
);

journey("with the keyboard alone an administrator unlocks an account", async ({ open, server }) => {
  const { page } = await open();
  const { goTo, press, open: openDialog, isBack } = createKeyboard(page);
  const words = ["accounts", "add", "marie", "--role", "Auditor", "--yes", "--password-stdin"];
  const added = await server.target.commandWith("four tall giraffes drink", ...words);
  expect(added.code, added.errors).toBe(0);
  for (let count = 0; count < 3; count += 1) {
    const body = { username: "marie", password: "not the password" };
    await server.target.send({ method: "POST", path: SESSIONS, from: "127.0.0.9", body });
  }
  await signIn(page, "admin", ADMIN_PASSWORD);
  await page.getByRole("heading", { name: "Your session" }).waitFor();
  await goTo("Accounts");
  await press("Manage marie");
  await openDialog("Unlock", "Unlock marie?");
  await press("Unlock");
  await isBack("marie can try to sign in again.", "Manage marie");
});

journey(
  "with the keyboard alone an administrator filters the audit trail, disables and enables sign-ins, and ends sessions",
  { timeout: 240_000 },
  async ({ open }) => {
    const [{ page }, { page: other }] = await Promise.all([open(), open()]);
    const { goTo, press, fill, open: openDialog, isIn, isBack, focused } = createKeyboard(page);
    await signIn(other, "admin", ADMIN_PASSWORD);
    await other.getByRole("heading", { name: "Your session" }).waitFor();
    await signIn(page, "admin", ADMIN_PASSWORD);
    await page.getByRole("heading", { name: "Your session" }).waitFor();
    await goTo("Audit trail");
    await fill("Event", "sys_startup");
    await page.keyboard.press("Enter");
    await page.locator("td", { hasText: "sys_startup" }).first().waitFor();
    expect(page.url()).toContain("event=sys_startup");
    await press("Result");
    await page.keyboard.press("ArrowDown");
    await press("Filter");
    await expect.poll(() => page.url()).toContain("result=success");
    await press("Clear");
    await expect.poll(() => page.url()).not.toContain("event=");
    await goTo("Status");
    await openDialog("Disable sign-ins", "Disable sign-ins?");
    await page.keyboard.press("Escape");
    await expect.poll(focused).toBe("Disable sign-ins");
    await openDialog("Disable sign-ins", "Disable sign-ins?");
    await press("Disable sign-ins", "Space");
    await isBack("Sign-ins are disabled.", "Enable sign-ins");
    await page.keyboard.press("Enter");
    await isIn("Enable sign-ins?");
    await press("Enable sign-ins");
    await isBack("Sign-ins are enabled.", "Disable sign-ins");
    await goTo("Sessions");
    await openDialog("End all others", "End your other sessions?");
    await press("End all others");
    await isBack(/^\d+ sessions? ended\.$/, "End all others");
    await openDialog("End this session of admin", "End your own session?");
    await press("End");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  },
);
