import type { AuthType } from "@gatehouse/api-types";
import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { type SessionFilter, sessionsPage } from "../api/queries.ts";
import { useConsole } from "../app/useConsole.ts";
import { linkTo, useRoute } from "../app/useRoute.ts";
import { texts } from "../texts/texts.ts";
import { ActionButton } from "../ui/ActionButton.tsx";
import { Empty, FailureNote, Loading, StaleNote } from "../ui/FailureNote.tsx";
import { FilterBar, PageHeading } from "../ui/PageHeading.tsx";
import { Pager, usePages } from "../ui/Pager.tsx";
import { ChoiceField, TextField, textOf } from "../ui/TextField.tsx";
import { endAll, endOthers, SessionTable } from "./SessionTable.tsx";

const authTypes = Object.keys(texts.providers) as readonly AuthType[];

/** The filter that the address holds, so that it can be shared and the way back leads to it. */
function filterOf(parameters: URLSearchParams): SessionFilter {
  return {
    scope: "all",
    username: parameters.get("user") ?? undefined,
    authType: authTypes.find((one) => one === parameters.get("provider")),
    clientAddress: parameters.get("address") ?? undefined,
  };
}

/** All live sessions, for administrators. */
export function SessionsPage() {
  const { api } = useConsole();
  const { parameters } = useRoute();
  return (
    <>
      <PageHeading title={texts.pages.sessions} lead={texts.sessions.lead}>
        <ActionButton label={texts.session.endOthers} action={endOthers(api)} />
        <ActionButton className="button button-danger" label={texts.sessions.endAll} action={endAll(api)} />
      </PageHeading>
      <FilterForm key={parameters.toString()} filter={filterOf(parameters)} />
      <FilteredSessions key={`list ${parameters}`} filter={filterOf(parameters)} />
    </>
  );
}

function FilterForm({ filter }: { readonly filter: SessionFilter }) {
  const [before] = useState(filter);
  const apply = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    location.hash = linkTo("sessions", {
      user: textOf(form, "user").trim(),
      provider: textOf(form, "provider"),
      address: textOf(form, "address").trim(),
    });
  };
  return (
    <FilterBar label={texts.sessions.filters} page="sessions" apply={apply}>
      <TextField label={texts.sessions.user} name="user" defaultValue={before.username} maxLength={256} />
      <ChoiceField label={texts.sessions.provider} name="provider" defaultValue={before.authType}>
        <option value="">{texts.sessions.anyProvider}</option>
        {authTypes.map((one) => (
          <option key={one} value={one}>
            {texts.providers[one]}
          </option>
        ))}
      </ChoiceField>
      <TextField
        label={texts.sessions.address}
        name="address"
        defaultValue={before.clientAddress}
        minLength={2}
        maxLength={64}
      />
    </FilterBar>
  );
}

function FilteredSessions({ filter }: { readonly filter: SessionFilter }) {
  const { api } = useConsole();
  const pages = usePages();
  const { data, error, refetch, isFetching } = useQuery(sessionsPage(api, filter, pages.after));
  if (error !== null && data === undefined) return <FailureNote error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const { sessions, next } = data;
  return (
    <div className="panel" aria-busy={isFetching}>
      <StaleNote error={error} retry={() => void refetch()} />
      {sessions.length === 0 ? (
        <Empty>{texts.sessions.empty}</Empty>
      ) : (
        <SessionTable caption={texts.pages.sessions} sessions={sessions} />
      )}
      <Pager
        pages={pages}
        next={next}
        summary={texts.sessions.shown(sessions.length, pages.number)}
        refresh={() => void refetch()}
      />
    </div>
  );
}
