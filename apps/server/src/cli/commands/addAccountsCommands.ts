import { SYSTEM_ADMINISTRATOR } from "@gatehouse/sessions";
import type { Command } from "commander";
import { AccountNotFoundError } from "../../accounts/accountErrors.ts";
import { findMeantRole, findNearRole } from "../../accounts/identityOf.ts";
import type { AccountChange, Administration } from "../../control/Administration.ts";
import { UsageError } from "../commandErrors.ts";
import type { Invocation, Report } from "../Invocation.ts";
import { printable } from "../terminal/formatTable.ts";
import { confirm, readPassword } from "../terminal/readPassword.ts";
import { withAdministration } from "../withAdministration.ts";
import { addAccountsFileCommands } from "./addAccountsFileCommands.ts";
import { type CommandDefinition, type CommandOption, defineCommand, type Perform } from "./defineCommand.ts";
import { accountData, describeAccounts, describeChange } from "./describeAccounts.ts";

const NO_ACCOUNT = "there is no such account";

const passwordOption: CommandOption = {
  flags: "--password-stdin",
  meaning: "read the password from stdin instead of a prompt",
};

const rolesOption: CommandOption = {
  flags: "--yes",
  meaning: "accept a role as written, even if it looks misspelt",
};

/** Adds `accounts` with all its commands. */
export function addAccountsCommands(program: Command, perform: Perform): void {
  const accounts = program.command("accounts").description("Administer the local accounts.");
  for (const definition of [list, roles, disable, enable, unlock]) {
    defineCommand(accounts, definition, perform);
  }
  addAccountsFileCommands(accounts, perform);
  defineCommand(accounts, add, perform);
  defineCommand(accounts, password, perform);
  defineCommand(accounts, remove, perform);
}

const list: CommandDefinition<object> = {
  usage: "list",
  summary: "List all accounts.",
  examples: ["gatehouse accounts list", "gatehouse accounts list --json | jq -r '.accounts[].username'"],
  run: (invocation) =>
    withAdministration({
      invocation,
      purpose: "look",
      run: async (administration) =>
        describeAccounts(await administration.listAccounts({}), invocation.wallClock.nowMs()),
    }),
};

const add: CommandDefinition<{ role?: string[]; passwordStdin?: true; yes?: true }> = {
  usage: "add <username>",
  summary: "Add an account.",
  description:
    "A prompt asks for the password, or it is read from stdin; it is never accepted on the command line.",
  options: [
    { flags: "--role <role>", meaning: "a role of the account; repeatable", repeats: true },
    passwordOption,
    rolesOption,
  ],
  examples: [
    `gatehouse accounts add ada --role '${SYSTEM_ADMINISTRATOR}'`,
    "gatehouse accounts add robot --role Operator --password-stdin < password.txt",
  ],
  negativeOutcome: "the name is taken, or name, role or password cannot be used",
  async run(invocation, { arguments: [username = ""], options }) {
    if (options.role === undefined) {
      throw new UsageError(
        `An account without a role cannot sign in. Add --role, for example --role '${SYSTEM_ADMINISTRATOR}'.`,
      );
    }
    const roles = await checkRoles(invocation, options.role, options.yes === true);
    const chosen = await choosePassword(invocation, username, options);
    const change = await changeAccount(invocation, (administration) =>
      administration.addAccount({ username, password: chosen, roles }),
    );
    return describeChange(change, `The account ${printable(username)} was added.`);
  },
};

const roles: CommandDefinition<{ none?: true; yes?: true }> = {
  usage: "roles <username> [role...]",
  summary: "Show or replace the roles of an account.",
  description:
    "Removing a role ends the live sessions of the account. Added roles take effect at the next sign-in.",
  options: [{ flags: "--none", meaning: "remove all roles" }, rolesOption],
  examples: [
    "gatehouse accounts roles ada",
    `gatehouse accounts roles ada '${SYSTEM_ADMINISTRATOR}' 'Appliance Administrator'`,
    "gatehouse accounts roles ada --none",
  ],
  negativeOutcome: NO_ACCOUNT,
  async run(invocation, { arguments: [username = "", ...given], options }) {
    if (options.none === true && given.length > 0) {
      throw new UsageError("--none removes all roles; omit either --none or the roles.");
    }
    if (options.none !== true && given.length === 0) return showRoles(invocation, username);
    const roles = await checkRoles(invocation, given, options.yes === true);
    const change = await changeAccount(invocation, (administration) =>
      administration.setRoles({ username, roles }),
    );
    const now = given.length === 0 ? "no role" : printable(change.account.roles.join(", "));
    return describeChange(change, `${printable(username)} has ${now} now.`);
  },
};

/** Role names are compared exactly; one that is nearly right would allow nothing, and nothing would say why. */
async function checkRoles(
  { line }: Invocation,
  given: readonly string[],
  isSure: boolean,
): Promise<string[]> {
  for (const role of given) {
    const meant = findMeantRole(role);
    if (meant !== undefined) {
      throw new UsageError(`Role names are compared exactly. Did you mean '${meant}'?`);
    }
    const near = findNearRole(role);
    if (near === undefined || isSure) continue;
    const question = `Gatehouse has no role '${printable(role)}'. Did you mean '${near}'?`;
    if (line.stdin.isTTY !== true) throw new UsageError(`${question} Add --yes if it is a role of your own.`);
    await confirm({ line, question: `${question} Continue with the role as written?`, given: false });
  }
  return [...new Set(given)];
}

const password: CommandDefinition<{ passwordStdin?: true }> = {
  usage: "password <username>",
  summary: "Set the password of an account, and end its sessions.",
  description:
    "The current password is not required, so this command also helps an administrator who lost it. A prompt asks for the new one, or it is read from stdin.",
  options: [passwordOption],
  examples: [
    "gatehouse accounts password admin",
    "gatehouse accounts password admin --password-stdin < password.txt",
  ],
  negativeOutcome: "there is no such account, or the password may not be used",
  async run(invocation, { arguments: [username = ""], options }) {
    const chosen = await choosePassword(invocation, username, options);
    const change = await changeAccount(invocation, (administration) =>
      administration.setPassword({ username, password: chosen }),
    );
    return describeChange(change, `The password of ${printable(username)} was set.`);
  },
};

const disable = switchCommand("disable", {
  summary: "Disable an account, and end its sessions at once.",
  outcome: "was disabled",
});
const enable = switchCommand("enable", { summary: "Enable an account again.", outcome: "was enabled" });

const unlock: CommandDefinition<{ authType: string }> = {
  usage: "unlock <username>",
  summary: "Remove the locks of a name after failed sign-ins.",
  description:
    "Locks are temporary: they end by themselves within 15 minutes. They survive a restart of the server.",
  options: [
    {
      flags: "--auth-type <type>",
      meaning: "the provider of the user: local or vsphere",
      defaultValue: "local",
    },
  ],
  examples: ["gatehouse accounts unlock admin"],
  negativeOutcome: NO_ACCOUNT,
  async run(invocation, { arguments: [username = ""], options: { authType } }) {
    await withAdministration({
      invocation,
      purpose: "change",
      run: (administration) => administration.unlock({ authType, username }),
    });
    const sentence = `${printable(username)} is not locked any more.`;
    return { data: { username, authType }, lines: (style) => [`${style.good("✓")} ${sentence}`] };
  },
};

const remove: CommandDefinition<{ yes?: true }> = {
  usage: "remove <username>",
  summary: "Remove an account, and end its sessions at once.",
  description: "An account that is added again under the same name gets a new id.",
  options: [{ flags: "--yes", meaning: "do not ask" }],
  examples: ["gatehouse accounts remove ada", "gatehouse accounts remove ada --yes"],
  negativeOutcome: NO_ACCOUNT,
  async run(invocation, { arguments: [username = ""], options }) {
    const question = `Remove the account ${printable(username)} and end its sessions?`;
    await confirm({ line: invocation.line, question, given: options.yes === true });
    const change = await changeAccount(invocation, (administration) =>
      administration.removeAccount({ username }),
    );
    return describeChange(change, `The account ${printable(username)} was removed.`);
  },
};

function switchCommand(
  name: "disable" | "enable",
  { summary, outcome }: { readonly summary: string; readonly outcome: string },
): CommandDefinition<object> {
  return {
    usage: `${name} <username>`,
    summary,
    examples: [`gatehouse accounts ${name} ada`],
    negativeOutcome: NO_ACCOUNT,
    async run(invocation, { arguments: [username = ""] }) {
      const change = await changeAccount(invocation, (administration) =>
        administration.setDisabled({ username, disabled: name === "disable" }),
      );
      return describeChange(change, `${printable(username)} ${outcome}.`);
    },
  };
}

async function showRoles(invocation: Invocation, username: string): Promise<Report> {
  const accounts = await withAdministration({
    invocation,
    purpose: "look",
    run: (administration) => administration.listAccounts({}),
  });
  const account = accounts.find((one) => one.username === username);
  if (account === undefined) throw new AccountNotFoundError(username);
  return {
    data: { account: accountData(account) },
    lines: () => (account.roles.length === 0 ? ["No role."] : account.roles.map(printable)),
  };
}

function choosePassword(
  { line }: Invocation,
  username: string,
  { passwordStdin }: { readonly passwordStdin?: true },
): Promise<string> {
  return readPassword({ line, username, fromStdin: passwordStdin === true });
}

function changeAccount(
  invocation: Invocation,
  run: (administration: Administration) => Promise<AccountChange>,
): Promise<AccountChange> {
  return withAdministration({ invocation, purpose: "change", run });
}
