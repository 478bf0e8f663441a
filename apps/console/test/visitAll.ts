import type { OperationId } from "@gatehouse/api-types";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { goTo, signIn } from "./openConsole.ts";
import { example, withChanged, withResponses } from "./standIns.ts";
import { type Look, visitAdministration } from "./visitAdministration.ts";

/** The pages by name, each with the call that fills it. */
export const PAGES = {
  "Your session": "listSessions",
  Sessions: "listSessions",
  Accounts: "listAccounts",
  "Audit trail": "listAuditEntries",
  Status: "getStatus",
} as const;

const MINUTE_MS = 60_000;

/** Leads a reader through all pages and states, and looks at each. */
export async function visitAll(page: Page, look: Look): Promise<void> {
  await visitSignIn(page, look);
  await signIn(page);
  for (const [name, id] of Object.entries(PAGES)) await visitPage(page, { name, id }, look);
  await visitAdministration(page, look);
  await visitPasswords(page, look);
  await visitEnds(page, look);
}

async function visitSignIn(page: Page, look: Look): Promise<void> {
  const submit = page.getByRole("button", { name: "Sign in" });
  await look("sign-in");
  await submit.click();
  await look("sign-in, incomplete");
  await page.getByLabel("Name", { exact: true }).fill("nobody");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.keyboard.press("Enter");
  await page.getByText("Name or password is wrong.").waitFor();
  await look("sign-in, rejected");
  await withResponses(page, { createBrowserSession: example(429, "tooManyAttempts") }, async () => {
    await submit.click();
    await page.getByText("Too many attempts.").waitFor();
    await look("sign-in, too many attempts");
  });
}

async function visitPage(
  page: Page,
  { name, id }: { readonly name: string; readonly id: OperationId },
  look: Look,
): Promise<void> {
  const { promise: shown, resolve: release } = Promise.withResolvers<undefined>();
  await withResponses(page, { [id]: () => shown }, async () => {
    await (name === "Your session" ? page.reload() : goTo(page, name));
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.locator(".loading").first().waitFor();
    await look(`${name}, loading`);
    release(undefined);
    await page.locator(".loading").waitFor({ state: "detached" });
  });
  await look(name);
  await withResponses(page, { [id]: example(500, "internalError") }, async () => {
    await page.reload();
    await page.getByText("The appliance failed to do this.").waitFor();
    await look(`${name}, failed`);
  });
}

async function visitPasswords(page: Page, look: Look): Promise<void> {
  const submit = page.getByRole("button", { name: "Change password" });
  await goTo(page, "Your session");
  await page.getByRole("link", { name: "Change password" }).click();
  await look("a password change");
  await submit.click();
  await look("a password change, incomplete");
  await page.getByLabel("Current password").fill("not the password");
  for (const label of ["New password", "New password again"]) {
    await page.getByLabel(label, { exact: true }).fill("seven grey herons wade");
  }
  const wrong = example(403, "currentPasswordWrong");
  await withResponses(page, { changeBrowserPassword: wrong }, async () => {
    await submit.click();
    await page.getByText("The current password is wrong.").waitFor();
    await look("a password change, rejected");
  });
  await withChanged(page, {
    id: "getSession",
    change: ({ session, ...rest }) => ({ ...rest, session: { ...session, authType: "vsphere" as const } }),
    work: async () => {
      await page.getByText("The password of your account is kept by your vCenter.").waitFor();
      await look("a password change, of a vCenter account");
    },
  });
  await withChanged(page, {
    id: "getSession",
    change: (data) => ({ ...data, passwordChangeDue: true as const }),
    work: async () => {
      await page.getByText("Choose a permanent password").waitFor();
      await look("the change of a first password");
    },
  });
  // The page still shows the previous response; a session of such a password has no other pages.
  await page.reload();
}

async function visitEnds(page: Page, look: Look): Promise<void> {
  // The only page that makes no call of its own: each would restart the idle limit, and take its warning away.
  await page.goto(`${page.url().replace(/#.*/, "")}#/password`);
  const warning = page.getByRole("alertdialog");
  for (const limit of ["expiresAt", "idleExpiresAt"] as const) {
    await withChanged(page, {
      id: "getSession",
      change: ({ session, ...rest }) => {
        const now = Date.now();
        const used = { createdAt: now - 60 * MINUTE_MS, lastSeenAt: now - 30 * MINUTE_MS };
        return { ...rest, session: { ...session, ...used, [limit]: now + 0.9 * MINUTE_MS } };
      },
      work: async () => {
        await warning.waitFor();
        await look(`a session that ends soon, ${limit}`);
        expect(await warning.isVisible(), `${limit}: the warning stays while it is looked at`).toBe(true);
      },
    });
  }
  await page.reload();
  await goTo(page, "Your session");
  await withChanged(page, {
    id: "getSession",
    change: ({ user, ...rest }) => ({ ...rest, user: { ...user, roles: ["Auditor"] } }),
    work: async () => {
      await expect.poll(() => page.getByRole("link", { name: "Accounts" }).count()).toBe(0);
      await look("Your session, of an auditor");
      await page.goto(`${page.url().replace(/#.*/, "")}#/status`);
      await page.getByText("This page needs the role System Administrator.").waitFor();
      await look("Status, for an auditor");
      await page.goBack();
    },
  });
  await page.reload();
  await page.getByRole("link", { name: "Accounts" }).waitFor();
  const banner = page.getByText("What you see may be out of date.");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Restart the idle limit" }).click();
  await banner.waitFor();
  await look("an appliance that cannot be reached");
  await page.context().setOffline(false);
  await expect.poll(() => banner.count()).toBe(0);
  const disabled = example(200, "local", { data: { open: false, authTypes: ["local", "vsphere"] } });
  await withResponses(page, { getSignInOptions: disabled }, async () => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You have signed out.").waitFor();
    await page.getByText("Sign-ins are disabled for maintenance.").waitFor();
    await look("sign-in, with a reason, while sign-ins are disabled");
    await page.context().setOffline(true);
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.keyboard.press("Enter");
    await banner.waitFor();
    await look("sign-in, an appliance that cannot be reached");
    await page.context().setOffline(false);
  });
}
