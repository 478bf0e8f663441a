import type { Account } from "@gatehouse/api-types";
import { useQuery } from "@tanstack/react-query";
import type { SubmitEvent } from "react";
import { type AccountFilter, accountsPage } from "../api/queries.ts";
import { useConsole, useNow } from "../app/useConsole.ts";
import { linkTo, useRoute } from "../app/useRoute.ts";
import { texts } from "../texts/texts.ts";
import { type Action, ActionButton } from "../ui/ActionButton.tsx";
import { type Column, DataTable } from "../ui/DataTable.tsx";
import { Empty, FailureNote, Loading, StaleNote } from "../ui/FailureNote.tsx";
import { Moment } from "../ui/Moment.tsx";
import { FilterBar, PageHeading } from "../ui/PageHeading.tsx";
import { Pager, usePages } from "../ui/Pager.tsx";
import { RowMenu } from "../ui/RowMenu.tsx";
import { ChoiceField, TextField, textOf } from "../ui/TextField.tsx";
import { addAccount, removeAccount, resetPassword, setRoles, setState, unlock } from "./accountActions.tsx";

const states = { enabled: true, disabled: false } as const;

/** The filter that the address holds. */
function accountFilterOf(parameters: URLSearchParams): AccountFilter {
  const state = parameters.get("state");
  return {
    username: parameters.get("name") ?? undefined,
    enabled: state === "enabled" || state === "disabled" ? states[state] : undefined,
  };
}

/** The local accounts, for administrators. */
export function AccountsPage() {
  const { api } = useConsole();
  const { parameters } = useRoute();
  const filter = accountFilterOf(parameters);
  return (
    <>
      <PageHeading title={texts.pages.accounts} lead={texts.accounts.lead}>
        <ActionButton className="button button-normal" label={texts.accounts.add} action={addAccount(api)} />
      </PageHeading>
      <Filter key={parameters.toString()} parameters={parameters} />
      <Accounts key={`list ${parameters}`} filter={filter} />
    </>
  );
}

function Filter({ parameters }: { readonly parameters: URLSearchParams }) {
  const apply = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    location.hash = linkTo("accounts", { name: textOf(form, "name").trim(), state: textOf(form, "state") });
  };
  return (
    <FilterBar label={texts.accounts.filters} page="accounts" apply={apply}>
      <TextField
        label={texts.accounts.contains}
        name="name"
        defaultValue={parameters.get("name") ?? ""}
        maxLength={64}
      />
      <ChoiceField label={texts.accounts.state} name="state" defaultValue={parameters.get("state") ?? ""}>
        <option value="">{texts.accounts.anyState}</option>
        <option value="enabled">{texts.accounts.enabled}</option>
        <option value="disabled">{texts.accounts.disabled}</option>
      </ChoiceField>
    </FilterBar>
  );
}

const columns: readonly Column<Account>[] = [
  {
    title: texts.accounts.name,
    cell: ({ username, current }) => (
      <>
        <strong>{username}</strong> {current && <span className="badge">{texts.accounts.own}</span>}
      </>
    ),
  },
  { title: texts.accounts.roles, cell: ({ roles }) => roles.join(", ") },
  { title: texts.accounts.state, cell: (account) => <State {...account} /> },
  { title: texts.accounts.created, cell: ({ createdAt }) => <Moment at={createdAt} /> },
  {
    title: texts.accounts.passwordChanged,
    cell: ({ passwordChangedAt }) => <Moment at={passwordChangedAt} />,
  },
  { title: texts.accounts.actions, isTitleHidden: true, cell: (account) => <Manage account={account} /> },
];

function Accounts({ filter }: { readonly filter: AccountFilter }) {
  const { api } = useConsole();
  const pages = usePages();
  const { data, error, refetch, isFetching } = useQuery(accountsPage(api, filter, pages.after));
  if (error !== null && data === undefined) return <FailureNote error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const { accounts, next } = data;
  return (
    <div className="panel" aria-busy={isFetching}>
      <StaleNote error={error} retry={() => void refetch()} />
      {accounts.length === 0 ? (
        <Empty>{texts.accounts.empty}</Empty>
      ) : (
        <DataTable
          caption={texts.pages.accounts}
          columns={columns}
          rows={accounts}
          keyOf={({ id }) => id}
          isMarked={({ current }) => current}
        />
      )}
      <Pager
        pages={pages}
        next={next}
        summary={texts.accounts.shown(accounts.length, pages.number)}
        refresh={() => void refetch()}
      />
    </div>
  );
}

/** Whether sign-ins still fail; a lock ends by itself, also while the page shows it. */
function isLockedAt({ lockedUntil }: Account, nowMs: number): boolean {
  return lockedUntil !== undefined && lockedUntil > nowMs;
}

function State(account: Account) {
  const { enabled, passwordExpiresAt, lockedUntil } = account;
  const nowMs = useNow(10_000);
  const isExpired = passwordExpiresAt !== undefined && passwordExpiresAt <= nowMs;
  return (
    <span className="badges">
      <span className={`badge ${enabled ? "" : "badge-danger"}`}>
        {enabled ? texts.accounts.enabled : texts.accounts.disabled}
      </span>
      {lockedUntil !== undefined && isLockedAt(account, nowMs) && (
        <>
          <span className="badge badge-danger">{texts.accounts.locked}</span>
          <span className="fine">
            {texts.accounts.until} <Moment at={lockedUntil} />
          </span>
        </>
      )}
      {passwordExpiresAt !== undefined && (
        <span className="badge badge-warning">
          {isExpired ? texts.accounts.expired : texts.accounts.oneTime}
        </span>
      )}
    </span>
  );
}

function Manage({ account }: { readonly account: Account }) {
  const { api } = useConsole();
  const nowMs = useNow(10_000);
  const { changeRoles, resetPassword: reset, disable, enable, remove } = texts.accounts;
  const items: readonly (readonly [key: string, label: string, action: Action])[] = [
    ["roles", changeRoles, setRoles(api, account)],
    ["password", reset, resetPassword(api, account)],
    ...(isLockedAt(account, nowMs) ? [["lock", texts.accounts.unlock, unlock(api, account)] as const] : []),
    ["state", account.enabled ? disable : enable, setState(api, account)],
    ["account", remove, removeAccount(api, account)],
  ];
  return (
    <RowMenu label={texts.accounts.manage} name={texts.accounts.manageOne(account.username)}>
      {items.map(([key, label, action]) => (
        <ActionButton key={key} className="row-menu-item" label={label} action={action} />
      ))}
    </RowMenu>
  );
}
