import { join } from "node:path";
import {
  type Account,
  AccountNotKeptError,
  createMemoryStore,
  createSessions,
  StoreUnavailableError,
} from "@gatehouse/sessions";
import { expect, onTestFinished, test } from "vitest";
import { createDataDirectory, openTestAccounts } from "../../test/accounts/openTestAccounts.ts";
import type { AuditEvent } from "../audit/AuditEvent.ts";
import { createRemoteAdministration } from "./askServer.ts";
import { createAdministration } from "./createAdministration.ts";
import { openControlSocket } from "./openControlSocket.ts";

const KNOWN = ["ada", "eve", "zoe"];

/** Known accounts behind a control socket, on a store that takes no change of eve while `full` is set. */
async function createFixture(fault: Error) {
  const store = createMemoryStore();
  const disk = { full: true };
  const failing: typeof store.accounts = {
    ...store.accounts,
    async change(request) {
      if (disk.full && request.next?.username === "eve") throw fault;
      return store.accounts.change(request);
    },
  };
  const { accounts, clock } = await openTestAccounts({ store: { ...store, accounts: failing } });
  for (const username of KNOWN)
    await accounts.add({ username, password: "four brown owls listen", roles: ["Operator"] });
  const { signInSwitch } = store;
  const { operator: sessions } = createSessions({ store, signInSwitch, clock, authenticators: [] });
  const events: AuditEvent[] = [];
  const audit = { record: (event: AuditEvent) => events.push(event) };
  const parts = { accounts, sessions, audit, limiter: { unlock: async () => undefined } };
  const path = join(createDataDirectory(), "control.sock");
  const socket = await openControlSocket({
    path,
    administer: (operator) => ({
      ...createAdministration(parts, operator),
      describeServer: () => Promise.reject(new Error("not asked")),
    }),
    onFault: () => undefined,
  });
  onTestFinished(() => socket.close());
  return { accounts, disk, events, administration: createRemoteAdministration(path, "root") };
}

/** An export with a new account before the known ones, all with the role Auditor. */
async function fileOf({ accounts }: Awaited<ReturnType<typeof createFixture>>): Promise<readonly Account[]> {
  const known = (await accounts.listWithSecrets()).filter(({ username }) => KNOWN.includes(username));
  const given = known.map((account) => ({ ...account, roles: ["Auditor"] }));
  return given.slice(0, 1).flatMap((one) => [{ ...one, id: "new", username: "new" }, ...given]);
}

test.each([
  {
    name: "a full store",
    fault: new StoreUnavailableError("accounts.change", { cause: new Error("database or disk is full") }),
    says: "database or disk is full",
  },
  {
    name: "a full store under a server, which ends the sessions",
    fault: new AccountNotKeptError("eve", { cause: new Error("database or disk is full") }),
    says: "Its sessions ended all the same",
  },
  {
    name: "a damaged store",
    fault: Object.assign(new Error("database disk image is malformed"), { code: "ERR_SQLITE_ERROR" }),
    says: "database disk image is malformed",
  },
])(
  "SES-23 an import that is stopped by $name reports its changes and can be repeated",
  async ({ fault, says }) => {
    const fixture = await createFixture(fault);
    const { accounts, administration, disk, events } = fixture;
    const request = { accounts: await fileOf(fixture), replace: true };
    await expect(administration.importAccounts(request)).rejects.toMatchObject({
      reason: "IMPORT_INCOMPLETE",
      message: expect.stringMatching(
        new RegExp(
          `^The import stopped at eve\\. Accounts added: 1, replaced: 1\\. .*Run the same command again.*Cause: .*${says}`,
        ),
      ),
    });
    const rolesNow = async () =>
      Object.fromEntries((await accounts.list()).map(({ username, roles }) => [username, roles.join()]));
    expect(await rolesNow()).toMatchObject({
      new: "Auditor",
      ada: "Auditor",
      eve: "Operator",
      zoe: "Operator",
    });
    const changed = events.flatMap((one) =>
      "target" in one ? [`${one.event} ${one.target?.username}`] : [],
    );
    expect(changed).toEqual(["user_created new", "authn_password_change ada", "authz_change ada"]);

    disk.full = false;
    expect(await administration.importAccounts(request)).toMatchObject({ added: 0, replaced: 4 });
    expect(await rolesNow()).toMatchObject({
      new: "Auditor",
      ada: "Auditor",
      eve: "Auditor",
      zoe: "Auditor",
    });
  },
);
