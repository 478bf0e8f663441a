import type { Page, Route } from "playwright-core";
import { expect } from "vitest";
import { goTo, signIn } from "./openConsole.ts";

/** The pages by their names, and the call that each of them is made of. */
export const PAGES = {
  "Your session": "live-sessions",
  Sessions: "live-sessions",
  Accounts: "accounts",
  "Audit trail": "audit-entries",
  Status: "status",
} as const;

type Look = (state: string) => Promise<void>;

/** Leads a reader through all pages and states, and looks at each. */
export async function visitAll(page: Page, look: Look): Promise<void> {
  await look("sign-in");
  await page.getByRole("button", { name: "Sign in" }).click();
  await look("sign-in, incomplete");
  await page.getByLabel("Name", { exact: true }).fill("nobody");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.keyboard.press("Enter");
  await page.getByText("Name or password is not right.").waitFor();
  await look("sign-in, rejected");
  await signIn(page);
  for (const [name, call] of Object.entries(PAGES)) await visitPage(page, { name, call }, look);
  await visitDialogs(page, look);
  await visitPasswords(page, look);
  await visitEnds(page, look);
}

/** Gives what stands in for the responses of a call while `work` goes on. */
async function withResponses(
  page: Page,
  path: string,
  {
    respond,
    work,
  }: { readonly respond: (route: Route) => Promise<void>; readonly work: () => Promise<void> },
): Promise<void> {
  const isMeant = ({ pathname }: URL): boolean => pathname === `/api/admin/v1/${path}`;
  await page.route(isMeant, respond);
  await work();
  await page.unroute(isMeant);
}

async function visitPage(
  page: Page,
  { name, call }: { readonly name: string; readonly call: string },
  look: Look,
): Promise<void> {
  const heading = page.getByRole("heading", { level: 1, name });
  const { promise: shown, resolve: release } = Promise.withResolvers<void>();
  if (name !== "Your session") await goTo(page, name);
  await withResponses(page, call, {
    respond: (route) => shown.then(() => route.continue()),
    work: async () => {
      await page.reload();
      await heading.waitFor();
      await page.locator(".loading").first().waitFor();
      await look(`${name}, loading`);
      release();
      await page.locator(".loading").waitFor({ state: "detached" });
    },
  });
  await look(name);
  await withResponses(page, call, {
    respond: (route) => reject(route, { status: 500, errorCode: "INTERNAL_SERVER_ERROR" }),
    work: async () => {
      await page.reload();
      await page.getByText("The appliance failed to do this.").waitFor();
      await look(`${name}, failed`);
    },
  });
}

function reject(
  route: Route,
  { status, errorCode }: { readonly status: number; readonly errorCode: string },
) {
  // Later than any sign-in of this page is recent.
  const time = Date.now() + 3_600_000;
  const json = { success: false, completed: false, time, version: "1.0", errorCode, error: "It failed." };
  return route.fulfill({
    status,
    json,
    headers: { "x-transaction-id": "4636e751-ca87-42d4-a7fc-809b31fbbd82" },
  });
}

async function visitDialogs(page: Page, look: Look): Promise<void> {
  const dialog = page.getByRole("dialog");
  await goTo(page, "Sessions");
  await goTo(page, "Status");
  await page.getByRole("button", { name: "Disable sign-ins" }).click();
  await look("a confirmation");
  await withResponses(page, "sign-ins", {
    respond: (route) => reject(route, { status: 403, errorCode: "NOT_ENOUGH_PRIVILEGES" }),
    work: async () => {
      await dialog.getByRole("button", { name: "Disable sign-ins" }).click();
      await dialog.getByText("Confirm that it is you").waitFor();
      await look("the demand for a recent sign-in");
    },
  });
  await page.keyboard.press("Escape");
  await goTo(page, "Accounts");
  await page.getByText("Manage").first().click();
  await look("the menu of an account");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add account" }).click();
  await look("the dialog of a new account");
  await dialog.getByLabel("Name", { exact: true }).fill(`user${Date.now()}`);
  await dialog.getByRole("button", { name: "Add account" }).click();
  await dialog.getByRole("heading", { name: /^One-time password of/ }).waitFor();
  await look("a one-time password");
  await dialog.getByRole("button", { name: "Close" }).click();
}

/** Changes what the server says of the reader's session. A call that the test sent would not be of the page's origin. */
async function withSession(
  page: Page,
  change: (data: { session: object }) => object,
  work: () => Promise<void>,
): Promise<void> {
  const response = page.waitForResponse((one) => new URL(one.url()).pathname === "/api/admin/v1/sessions");
  await page.reload();
  const body = await (await response).json();
  await withResponses(page, "sessions", {
    respond: (route) => route.fulfill({ json: { ...body, time: Date.now(), data: change(body.data) } }),
    work,
  });
}

async function visitPasswords(page: Page, look: Look): Promise<void> {
  await goTo(page, "Your session");
  await page.getByRole("link", { name: "Change password" }).click();
  await page.getByRole("button", { name: "Change password" }).click();
  await look("a password change, incomplete");
  await withSession(
    page,
    (data) => ({ ...data, passwordChangeDue: true }),
    async () => {
      await page.reload();
      await page.getByText("Choose a lasting password").waitFor();
      await look("the change of a first password");
    },
  );
  // The page still holds what it was told; a session of such a password has no other pages.
  await page.reload();
}

async function visitEnds(page: Page, look: Look): Promise<void> {
  await goTo(page, "Your session");
  const soon = ({ session, ...rest }: { session: object }) => ({
    ...rest,
    session: { ...session, expiresAt: Date.now() + 55_000, createdAt: Date.now() - 3_600_000 },
  });
  await withSession(page, soon, async () => {
    await page.reload();
    await page.getByRole("alertdialog").waitFor();
    await look("a session that ends soon");
  });
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Your session" }).waitFor();
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Restart the idle limit" }).click();
  await page.getByText("What you see may be out of date.").waitFor();
  await look("an appliance that cannot be reached");
  await page.context().setOffline(false);
  await expect.poll(() => page.getByText("What you see may be out of date.").count()).toBe(0);
  await withResponses(page, "sign-ins", {
    respond: (route) =>
      route.fulfill({
        json: {
          success: true,
          completed: true,
          time: Date.now(),
          version: "1.0",
          data: { open: false, authTypes: ["local"] },
        },
      }),
    work: async () => {
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByText("You have signed out.").waitFor();
      await page.getByText("Sign-ins are disabled for maintenance.").waitFor();
      await look("sign-in, with a reason, while sign-ins are disabled");
    },
  });
}
