import type { Account, AccountResponse } from "@gatehouse/api-types";
import type { ConsoleApi } from "../api/createConsoleApi.ts";
import { texts } from "../texts/texts.ts";
import type { Action, Outcome } from "../ui/ActionButton.tsx";
import { PasswordField, TextField, textOf } from "../ui/TextField.tsx";
import { CountedSessions } from "./SessionTable.tsx";

const { confirm } = texts.accounts;
/** The roles that the appliance knows; others are free text. */
const KNOWN_ROLES = ["System Administrator", "Appliance Administrator"];

/** The outcome for an account, with its generated password. */
function outcomeOf({ data }: AccountResponse, notice: (name: string, ended: number) => string): Outcome {
  const { account, ended, oneTimePassword } = data;
  const told = { notice: notice(account.username, ended) };
  if (oneTimePassword === undefined) return told;
  return {
    ...told,
    secret: { title: texts.accounts.secret.title(account.username), value: oneTimePassword },
  };
}

/** The consequence for the sessions of an account, counted when the dialog opens. */
function Consequence({
  account,
  text,
}: {
  readonly account: Account;
  readonly text: (name: string, amount: string) => string;
}) {
  const { username } = account;
  return (
    <CountedSessions
      filter={{ scope: "all", username, authType: "local" }}
      text={(amount) => text(username, amount)}
    />
  );
}

function Roles({ held }: { readonly held: readonly string[] }) {
  const others = held.filter((role) => !KNOWN_ROLES.includes(role));
  return (
    <>
      <fieldset>
        <legend>{texts.accounts.roles}</legend>
        {KNOWN_ROLES.map((role) => (
          <label key={role} className="check">
            <input type="checkbox" name="role" value={role} defaultChecked={held.includes(role)} />
            {role}
          </label>
        ))}
      </fieldset>
      <TextField
        label={texts.accounts.otherRoles}
        hint={texts.accounts.otherRolesHint}
        name="otherRoles"
        defaultValue={others.join(", ")}
      />
    </>
  );
}

/** The roles of a form: those that are ticked and those that are typed. */
export function rolesOf(form: FormData): string[] {
  const typed = textOf(form, "otherRoles").split(",");
  const all = [...form.getAll("role").map(String), ...typed].map((role) => role.trim());
  return [...new Set(all.filter((role) => role !== ""))];
}

const checkRoles = (form: FormData): string | undefined =>
  rolesOf(form).length === 0 ? texts.accounts.needsRole : undefined;

/** Adds an account. */
export function addAccount(api: ConsoleApi): Action {
  return {
    title: texts.accounts.add,
    body: (
      <>
        <TextField
          label={texts.accounts.name}
          hint={texts.accounts.nameHint}
          name="username"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          required
        />
        <Roles held={["Appliance Administrator"]} />
        <PasswordField
          label={texts.accounts.password}
          hint={texts.accounts.passwordHint}
          name="password"
          autoComplete="new-password"
        />
      </>
    ),
    submit: texts.accounts.add,
    check: checkRoles,
    run: async (form) => {
      const password = textOf(form, "password");
      const body = {
        username: textOf(form, "username").trim(),
        roles: rolesOf(form),
        ...(password === "" ? {} : { password }),
      };
      const response = await api.call(() => api.operations.POST("/accounts", { body }));
      return outcomeOf(response, texts.accounts.added);
    },
  };
}

/** Lets an account sign in again, or no longer. */
export function setState(api: ConsoleApi, account: Account): Action {
  const { username, enabled } = account;
  const params = { path: { accountId: account.id } };
  return {
    title: enabled ? confirm.disableTitle(username) : confirm.enableTitle(username),
    body: enabled ? (
      <Consequence account={account} text={confirm.disable} />
    ) : (
      <p>{confirm.enable(username)}</p>
    ),
    submit: enabled ? texts.accounts.disable : texts.accounts.enable,
    tone: enabled ? "danger" : "normal",
    run: async () =>
      outcomeOf(
        await api.call(() =>
          api.operations.PUT("/accounts/{accountId}/state", { params, body: { enabled: !enabled } }),
        ),
        texts.accounts.changed,
      ),
  };
}

/** Gives an account other roles. */
export function setRoles(api: ConsoleApi, { id, username, roles }: Account): Action {
  const params = { path: { accountId: id } };
  return {
    title: confirm.rolesTitle(username),
    body: (
      <>
        <p>{confirm.roles}</p>
        <Roles held={roles} />
      </>
    ),
    submit: texts.accounts.changeRoles,
    check: checkRoles,
    run: async (form) =>
      outcomeOf(
        await api.call(() =>
          api.operations.PUT("/accounts/{accountId}/roles", { params, body: { roles: rolesOf(form) } }),
        ),
        texts.accounts.changed,
      ),
  };
}

/** Replaces the password of an account by a one-time password. */
export function resetPassword(api: ConsoleApi, account: Account): Action {
  const params = { path: { accountId: account.id } };
  return {
    title: confirm.resetTitle(account.username),
    body: <Consequence account={account} text={confirm.reset} />,
    submit: texts.accounts.resetPassword,
    tone: "danger",
    run: async () =>
      outcomeOf(
        await api.call(() => api.operations.POST("/accounts/{accountId}/reset-password", { params })),
        texts.accounts.changed,
      ),
  };
}

/** Lifts the wait after failed sign-ins. */
export function unlock(api: ConsoleApi, { id, username }: Account): Action {
  const params = { path: { accountId: id } };
  return {
    title: confirm.unlockTitle(username),
    body: <p>{confirm.unlock(username)}</p>,
    submit: texts.accounts.unlock,
    run: async () => {
      await api.call(() => api.operations.POST("/accounts/{accountId}/unlock", { params }));
      return { notice: texts.accounts.unlocked(username) };
    },
  };
}

/** Removes an account permanently. */
export function removeAccount(api: ConsoleApi, account: Account): Action {
  const params = { path: { accountId: account.id } };
  return {
    title: confirm.removeTitle(account.username),
    body: <Consequence account={account} text={confirm.remove} />,
    submit: texts.accounts.remove,
    tone: "danger",
    run: async () =>
      outcomeOf(
        await api.call(() => api.operations.DELETE("/accounts/{accountId}", { params })),
        texts.accounts.removed,
      ),
  };
}
