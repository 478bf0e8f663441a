import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { createTestAuthority } from "../../server/test/vsphere/createTestAuthority.ts";
import { findVcsim, startVcsim, type Vcsim } from "../../server/test/vsphere/startVcsim.ts";
import { createJourney, signIn } from "./openConsole.ts";

const program = findVcsim();
/** The simulator does not recognise a name with an @. */
const username = "VSPHERE.LOCAL\\Administrator";
const password = "p:äss <&> wörd";

let vcsim: Vcsim | undefined;

/** Starts the simulator, and says how the server finds it. */
async function startVcenter(
  onCleanup: (clean: () => Promise<void>) => void,
): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-console-vsphere-"));
  onCleanup(async () => {
    await vcsim?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });
  const authority = await createTestAuthority();
  const { certificate, key } = await authority.issue({ name: "127.0.0.1" });
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  vcsim = await startVcsim({
    program: program ?? "",
    username,
    password,
    certificateFile: write("certificate.pem", certificate),
    keyFile: write("key.pem", key),
  });
  const roles = { users: { [username]: ["System Administrator"] } };
  return {
    GATEHOUSE_VSPHERE_URL: vcsim.url,
    GATEHOUSE_VSPHERE_CA_FILE: write("authority.pem", authority.certificate),
    GATEHOUSE_VSPHERE_ROLES: write("roles.json", JSON.stringify(roles)),
  };
}

/** Needs the simulator of a vCenter beside a browser. */
const journey = createJourney(startVcenter, { isSkipped: program === undefined });

journey(
  "a user of the vCenter signs in, sees who manages the password, and is notified when the vCenter is unavailable",
  { timeout: 300_000 },
  async ({ open, server }) => {
    const { page } = await open();
    await page.getByLabel("Account of").selectOption("vCenter");
    await page.getByLabel("Name", { exact: true }).fill(username);
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByText("Name or password is wrong.").waitFor();
    await signIn(page, username, password);
    expect(await page.getByRole("definition").allInnerTexts()).toContain("vCenter");
    expect(await page.getByRole("link", { name: "Change password" }).count()).toBe(0);
    await page.goto(`${server.target.origin}/#/password`);
    await page.getByText("The password of your account is kept by your vCenter.").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You have signed out.").waitFor();
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe(username);
    await vcsim?.[Symbol.asyncDispose]();
    await page.getByLabel("Account of").selectOption("vCenter");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.keyboard.press("Enter");
    await page.getByText(/or the vCenter does not respond/).waitFor();
    await page.getByLabel("Account of").selectOption("This appliance");
    await signIn(page);
  },
);
