import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Authenticator, Clock } from "@gatehouse/sessions";
import { onTestFinished } from "vitest";
import { createVsphereAuthenticator } from "../../src/vsphere/createVsphereAuthenticator.ts";
import { parseVsphereRoles } from "../../src/vsphere/parseVsphereRoles.ts";
import type { VsphereOptions } from "../../src/vsphere/VsphereOptions.ts";
import { createFakeVcenter, type FakeVcenter, type FakeVcenterOptions } from "./createFakeVcenter.ts";
import { createTestAuthority, type IssueOptions } from "./createTestAuthority.ts";

/** The user every fake vCenter knows. */
export const ADMIN = { username: "administrator@vsphere.local", password: "p:äss wörd", mustReject: false };

/** A line that an authenticator logged. */
export interface LoggedLine {
  readonly level: "info" | "warn";
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** Options of the vCenter and the authenticator of a test. */
export interface FixtureOptions {
  readonly vcenter?: Partial<FakeVcenterOptions>;
  readonly certificate?: Partial<IssueOptions>;
  /** As in the roles file. */
  readonly roles?: object;
  readonly authenticator?: Partial<VsphereOptions>;
}

/** A fake vCenter, an authenticator that trusts it, and what they did. */
export interface VsphereFixture {
  readonly vcenter: FakeVcenter;
  readonly vsphere: Authenticator;
  readonly logged: readonly LoggedLine[];
  readonly clock: Clock & { advanceMs(byMs: number): void };
  /** Another authenticator for the same vCenter. */
  connect(overrides?: Partial<VsphereOptions>): Authenticator;
}

/** Sets up a vCenter with one user; everything is gone when the test is. */
export async function createVsphereFixture(options: FixtureOptions = {}): Promise<VsphereFixture> {
  const authority = await createTestAuthority();
  const identity = await authority.issue({ name: "127.0.0.1", ...options.certificate });
  const passwords = { [ADMIN.username]: ADMIN.password };
  const vcenter = await createFakeVcenter({ identity, passwords, ...options.vcenter });
  onTestFinished(() => vcenter[Symbol.asyncDispose]());
  const logged: LoggedLine[] = [];
  const clock = createMovableClock();
  const roles = options.roles ?? { users: { [ADMIN.username]: ["System Administrator"] } };
  const connect = (overrides: Partial<VsphereOptions> = {}) =>
    createVsphereAuthenticator({
      url: vcenter.url,
      certificateAuthorityFile: writeTemporaryFile(authority.certificate),
      roles: parseVsphereRoles(JSON.stringify(roles), "roles.json"),
      membership: {
        enterprise: "HybridityAdmin",
        organizations: [{ id: "default-org-id", name: "DEFAULT" }],
        currentOrganization: "DEFAULT",
      },
      clock,
      wallClock: { nowMs: () => Date.now() },
      logger: {
        info: (message, facts = {}) => void logged.push({ level: "info", facts, message }),
        warn: (message, facts = {}) => void logged.push({ level: "warn", facts, message }),
      },
      ...options.authenticator,
      ...overrides,
    });
  return { vcenter, vsphere: connect(), logged, clock, connect };
}

/** Writes a file that is gone when the test is. */
export function writeTemporaryFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-vsphere-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "file");
  writeFileSync(file, text);
  return file;
}

/** A clock that goes on by itself and can be moved. */
function createMovableClock() {
  let ahead = 0;
  return {
    nowMs: () => Date.now() + ahead,
    advanceMs(byMs: number) {
      ahead += byMs;
    },
  };
}
