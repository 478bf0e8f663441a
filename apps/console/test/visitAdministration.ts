import type { Account, AuditEntry, LiveSession, ServerStatus } from "@gatehouse/api-types";
import type { Page } from "playwright-core";
import { goTo } from "./openConsole.ts";
import { example, withChanged, withResponses } from "./standIns.ts";

/** Is called in each state with its name. */
export type Look = (state: string) => Promise<void>;

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** As long as a name can be, without a place to break it. */
const LONG_NAME = "operations.night.shift_administrator.of.the.northern.data.centre";

/** Leads an administrator through the states of the pages about others. */
export async function visitAdministration(page: Page, look: Look): Promise<void> {
  await visitSessions(page, look);
  await visitAccounts(page, look);
  await visitAudit(page, look);
  await visitStatus(page, look);
}

/** The page asks again as it does after a reload, which would load all of its scripts, too. */
const refresh = (page: Page): Promise<void> => page.getByRole("button", { name: "Refresh" }).click();

/** Opens the dialog of a button, looks at it, and closes it. */
async function visitDialog(
  page: Page,
  { button, says }: { readonly button: string; readonly says: string | RegExp },
  look: Look,
): Promise<void> {
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: button, exact: true }).first().click();
  await dialog.getByText(says).first().waitFor();
  await look(`${button}, the dialog`);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

/** Further sessions like the first one. */
function moreSessions([own]: readonly LiveSession[]): LiveSession[] {
  if (own === undefined) return [];
  const { session, user } = own;
  const others = [
    { username: LONG_NAME, clientAddress: "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", authType: "local" },
    { username: "VSPHERE.LOCAL\\Administrator", clientAddress: "192.0.2.17", authType: "vsphere" },
  ] as const;
  const made = others.map(({ clientAddress, ...owner }, index) => ({
    session: { ...session, ...owner, clientAddress, id: session.id.replace(/.$/, String(index)) },
    user: { ...user, ...owner },
    current: false,
  }));
  return [own, ...made.map(({ session: { username: _, ...one }, ...rest }) => ({ ...rest, session: one }))];
}

async function visitSessions(page: Page, look: Look): Promise<void> {
  await goTo(page, "Sessions");
  const change = (data: { readonly sessions: LiveSession[] }) => ({
    sessions: moreSessions(data.sessions),
    next: "a-cursor",
  });
  await withChanged(page, {
    id: "listSessions",
    change,
    ask: () => refresh(page),
    work: async () => {
      await page.getByText(LONG_NAME).waitFor();
      await look("Sessions, several users");
      await visitDialog(page, { button: `End this session of ${LONG_NAME}`, says: "ends at once" }, look);
      await visitDialog(page, { button: "End this session of admin", says: "You are signed out." }, look);
      await visitDialog(page, { button: `End all of user ${LONG_NAME}`, says: "end at once" }, look);
      await visitDialog(page, { button: "End all others", says: "You stay signed in here." }, look);
      await visitDialog(page, { button: "End all sessions", says: "yours included" }, look);
      await goTo(page, "Your session");
      await page.getByRole("button", { name: "End all others" }).waitFor();
      await look("Your session, with others");
    },
  });
  await goTo(page, "Sessions");
  await page.getByRole("form", { name: "Filter sessions" }).getByLabel("User").fill("nobody");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByText("No live sessions match this filter.").waitFor();
  await look("Sessions, none");
}

/** Accounts in every state that one can be in. */
function moreAccounts([own]: readonly Account[]): Account[] {
  if (own === undefined) return [];
  const now = Date.now();
  const others: readonly (Partial<Account> & Pick<Account, "username">)[] = [
    { username: "marie", lockedUntil: now + 15 * MINUTE_MS },
    { username: "grace", passwordExpiresAt: now + 3 * DAY_MS },
    { username: "linus", passwordExpiresAt: now - DAY_MS, roles: ["Auditor", "Guest", "Backup Operator"] },
    { username: LONG_NAME, enabled: false },
  ];
  const made = others.map((one, index) => ({
    ...own,
    current: false,
    ...one,
    id: own.id.replace(/.$/, String(index)),
  }));
  return [own, ...made];
}

async function visitAccounts(page: Page, look: Look): Promise<void> {
  const dialog = page.getByRole("dialog");
  const manage = async (item: string, says: string | RegExp): Promise<void> => {
    await page.getByLabel("Manage marie").click();
    await visitDialog(page, { button: item, says }, look);
  };
  await goTo(page, "Accounts");
  const change = (data: { readonly accounts: Account[] }) => ({ accounts: moreAccounts(data.accounts) });
  await withChanged(page, {
    id: "listAccounts",
    change,
    ask: () => refresh(page),
    work: async () => {
      await page.getByText("Locked", { exact: true }).waitFor();
      await look("Accounts, in every state");
      await page.getByLabel(`Manage ${LONG_NAME}`).click();
      await look("Accounts, the menu of the last one");
      await page.keyboard.press("Escape");
      await page.getByLabel("Manage marie").click();
      await look("Accounts, the menu of a locked one");
      await page.keyboard.press("Escape");
      await manage("Change roles", "Sessions with a removed role");
      await manage("Reset password", "You get a one-time password");
      await manage("Unlock", "can try again at once");
      await manage("Disable", "can no longer sign in");
      await manage("Remove", "is removed permanently");
    },
  });
  await page.reload();
  await page.getByRole("button", { name: "Add account" }).click();
  await look("Add account, the dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("operator");
  await withResponses(page, { addAccount: example(409, "accountExists") }, async () => {
    await page.keyboard.press("Enter");
    await dialog.getByRole("alert").waitFor();
    await look("Add account, rejected");
  });
  // Stand-ins ask for no sign-in of the last minutes, however slow the machine is.
  await withResponses(page, { addAccount: example(200, "oneTime") }, async () => {
    await page.keyboard.press("Enter");
    await dialog.getByRole("heading", { name: /^One-time password of/ }).waitFor();
    await look("a one-time password");
    await dialog.getByRole("button", { name: "Close" }).click();
  });
  await page.getByText("operator was added.").waitFor();
  await look("Accounts, after one was added");
  await page.getByLabel("Name contains").fill("nobody");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByText("No accounts match this filter.").waitFor();
  await look("Accounts, none");
}

const CRITICAL: AuditEntry = {
  time: Date.now(),
  event: "authn_token_replay_suspected",
  level: "CRITICAL",
  result: "denied",
  who: { provider: "local", username: LONG_NAME },
  target: { provider: "system", username: "" },
  clientAddress: "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
  details: {
    roles: ["System Administrator", "Auditor"],
    reason: "one two three four five six seven",
    count: 3,
  },
};

async function visitAudit(page: Page, look: Look): Promise<void> {
  await goTo(page, "Audit trail");
  type Trail = { readonly entries: AuditEntry[]; readonly kept: boolean };
  const withCritical = ({ entries, ...data }: Trail) => ({ ...data, entries: [CRITICAL, ...entries] });
  await withChanged(page, {
    id: "listAuditEntries",
    change: withCritical,
    ask: () => refresh(page),
    work: async () => {
      await page.getByText("Critical").waitFor();
      await look("Audit trail, something critical");
    },
  });
  await withChanged(page, {
    id: "listAuditEntries",
    change: () => ({ kept: false, entries: [] }),
    ask: () => refresh(page),
    work: async () => {
      await page.getByText("This server writes its audit trail").waitFor();
      await look("Audit trail, not kept here");
    },
  });
  await page.goto(`${page.url().replace(/#.*/, "")}#/audit?event=nothing&since=hour`);
  await page.getByText("No entries match this filter.").waitFor();
  await look("Audit trail, none");
}

/** A server on which nothing is as it should be. */
function inTrouble({ certificate: _, nodes, ...status }: ServerStatus): ServerStatus {
  const now = Date.now();
  const [node] = nodes;
  const other = { name: LONG_NAME, self: false, release: "0.0.9", startedAt: now - DAY_MS, lastSeenAt: now };
  return {
    ...status,
    ready: false,
    startedAt: now - 40 * DAY_MS,
    checks: ["store", "files", "room", "load"].map((name) => ({ name, passed: name === "store" })),
    signIns: { open: false },
    certificate: { fingerprint: "AB:".repeat(31).concat("AB"), expiresAt: now - DAY_MS },
    audit: { kept: false, queuedBytes: 123_456_789, lostEvents: 12 },
    nodes: node === undefined ? [other] : [node, other],
  };
}

async function visitStatus(page: Page, look: Look): Promise<void> {
  const dialog = page.getByRole("dialog");
  await withChanged(page, {
    id: "getStatus",
    change: inTrouble,
    ask: () => goTo(page, "Status"),
    work: async () => {
      await page.getByText("Not ready").waitFor();
      await look("Status, not ready");
    },
  });
  await withChanged(page, {
    id: "getStatus",
    change: ({ certificate: _, ...status }) => status,
    work: async () => {
      await page.getByText("This server uses plain HTTP").waitFor();
      await look("Status, plain HTTP");
    },
  });
  await page.reload();
  await page.getByRole("button", { name: "Disable sign-ins" }).click();
  await look("Disable sign-ins, the dialog");
  // Later than any sign-in of this page is recent.
  const demand = example(403, "recentSignInNeeded", { time: Date.now() + 60 * MINUTE_MS });
  await withResponses(page, { setSignInState: demand }, async () => {
    await dialog.getByRole("button", { name: "Disable sign-ins" }).click();
    await dialog.getByText("Confirm that it is you").waitFor();
    await look("the demand for a recent sign-in");
    await dialog.getByLabel("Password", { exact: true }).fill("wrong");
    await page.keyboard.press("Enter");
    await dialog.getByText("The password is wrong.").waitFor();
    await look("the demand for a recent sign-in, rejected");
  });
  await page.keyboard.press("Escape");
}
