import type { AuditEntry } from "@gatehouse/api-types";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { type AuditFilter, auditEntries } from "../api/queries.ts";
import { useConsole } from "../app/useConsole.ts";
import { linkTo, useRoute } from "../app/useRoute.ts";
import { texts } from "../texts/texts.ts";
import { Breakable } from "../ui/Breakable.tsx";
import { type Column, DataTable } from "../ui/DataTable.tsx";
import { Empty, FailureNote, Loading, Note } from "../ui/FailureNote.tsx";
import { Moment } from "../ui/Moment.tsx";
import { FilterBar, PageHeading } from "../ui/PageHeading.tsx";
import { ChoiceField, TextField, textOf } from "../ui/TextField.tsx";

const HOUR_MS = 3_600_000;
const periodsMs = { any: undefined, hour: HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS } as const;
const results = ["success", "failure", "denied"] as const;
const parts = ["trail", "rejections"] as const;
const periods = ["any", "hour", "day", "week"] as const;
const fields = ["who", "event", "result", "since", "part"] as const;

/** The filter that the address holds; a period ends now. */
function auditFilterOf(parameters: URLSearchParams, nowMs: number): AuditFilter {
  const chosen = <Value extends string>(name: string, values: readonly Value[]): Value | undefined =>
    values.find((value) => value === parameters.get(name));
  const periodMs = periodsMs[chosen("since", periods) ?? "any"];
  const username = parameters.get("who");
  const event = parameters.get("event");
  const [result, part] = [chosen("result", results), chosen("part", parts)];
  return {
    ...(username ? { username } : {}),
    ...(event ? { event } : {}),
    ...(result ? { result } : {}),
    ...(part ? { part } : {}),
    ...(periodMs === undefined ? {} : { from: nowMs - periodMs }),
  };
}

/** The audit trail, to read. */
export function AuditPage() {
  const { parameters } = useRoute();
  const key = parameters.toString();
  return (
    <>
      <PageHeading title={texts.pages.audit} lead={texts.audit.lead} />
      <Filter key={key} parameters={parameters} />
      <Entries key={`list ${key}`} parameters={parameters} />
    </>
  );
}

function Filter({ parameters }: { readonly parameters: URLSearchParams }) {
  const given = (name: (typeof fields)[number]): string => parameters.get(name) ?? "";
  const apply = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    location.hash = linkTo(
      "audit",
      Object.fromEntries(fields.map((name) => [name, textOf(form, name).trim()])),
    );
  };
  return (
    <FilterBar label={texts.audit.filters} page="audit" apply={apply}>
      <TextField label={texts.audit.who} name="who" defaultValue={given("who")} maxLength={256} />
      <TextField
        label={texts.audit.event}
        name="event"
        defaultValue={given("event")}
        pattern="[a-z_]+"
        maxLength={64}
        autoCapitalize="none"
        spellCheck={false}
      />
      <Choice name="result" label={texts.audit.result} value={given("result")} names={texts.audit.results}>
        <option value="">{texts.audit.anyResult}</option>
      </Choice>
      <Choice name="since" label={texts.audit.since} value={given("since")} names={texts.audit.periods} />
      <Choice name="part" label={texts.audit.part} value={given("part")} names={texts.audit.parts} />
    </FilterBar>
  );
}

function Choice({
  name,
  label,
  value,
  names,
  children,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly names: Readonly<Record<string, string>>;
  readonly children?: React.ReactNode;
}) {
  return (
    <ChoiceField label={label} name={name} defaultValue={value || undefined}>
      {children}
      {Object.entries(names).map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </ChoiceField>
  );
}

function Entries({ parameters }: { readonly parameters: URLSearchParams }) {
  const { api } = useConsole();
  // Kept, so that the period does not move on with the clock while its entries are read.
  const [filter] = useState(() => auditFilterOf(parameters, api.clock.nowMs()));
  const queries = useQueryClient();
  const options = auditEntries(api, filter);
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery(options);
  // Refreshes only the newest part: reading all older parts again takes long, and each reading is recorded.
  const refresh = (): void => {
    queries.setQueryData(
      options.queryKey,
      (shown) => shown && { pages: shown.pages.slice(0, 1), pageParams: shown.pageParams.slice(0, 1) },
    );
    void refetch();
  };
  if (error !== null && data === undefined) return <FailureNote error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const entries = data.pages.flatMap((page) => page.entries);
  if (data.pages.some(({ kept }) => !kept)) {
    return (
      <Note tone="calm">
        <p>{texts.audit.notKept}</p>
      </Note>
    );
  }
  return (
    <div className="panel" aria-busy={isFetching}>
      {entries.length === 0 && <Empty>{texts.audit.empty}</Empty>}
      {entries.length > 0 && <EntryTable entries={entries} />}
      {error !== null && <FailureNote error={error} retry={() => void fetchNextPage()} />}
      <div className="pager">
        <p role="status">
          {texts.audit.shown(entries.length)}
          {hasNextPage ? "" : `. ${texts.audit.end}`}
        </p>
        <button type="button" className="button button-quiet" onClick={refresh}>
          {texts.sessions.refresh}
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={!hasNextPage || isFetching}
          onClick={() => hasNextPage && !isFetching && void fetchNextPage()}
        >
          {isFetching ? `${texts.shell.loading}…` : texts.audit.older}
        </button>
      </div>
    </div>
  );
}

const tones = { success: "badge-soft", failure: "badge-warning", denied: "badge-warning" } as const;

const columns: readonly Column<AuditEntry>[] = [
  { title: texts.audit.time, cell: ({ time }) => <Moment at={time} /> },
  {
    title: texts.audit.event,
    cell: ({ event, level }) => (
      <span>
        <code>
          <Breakable text={event} after="_" />
        </code>{" "}
        {level === "CRITICAL" && <span className="badge badge-danger">{texts.audit.critical}</span>}
      </span>
    ),
  },
  {
    title: texts.audit.result,
    cell: ({ result }) => <span className={`badge ${tones[result]}`}>{texts.audit.results[result]}</span>,
  },
  { title: texts.audit.who, cell: ({ who }) => <Subject subject={who} /> },
  { title: texts.audit.target, cell: ({ target }) => <Subject subject={target} /> },
  {
    title: texts.audit.address,
    cell: ({ clientAddress }) => (clientAddress === undefined ? "–" : <code>{clientAddress}</code>),
  },
  { title: texts.audit.details, cell: ({ details }) => detailsOf(details) },
];

function Subject({ subject }: { readonly subject: AuditEntry["who"] }) {
  if (subject === undefined) return "–";
  const { provider, username } = subject;
  const name = provider === "system" ? username || texts.audit.system : username;
  return (
    <span className="name">
      <Breakable text={name} after={"\\"} />
    </span>
  );
}

/** The facts of an event in one line; what they are depends on the event. */
function detailsOf(details: AuditEntry["details"]): string {
  const facts = Object.entries(details).map(([name, value]) => `${name}: ${wordsOf(value)}`);
  return facts.join(", ") || "–";
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(", ") || "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function EntryTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const rows = entries.map((entry, index) => ({ ...entry, key: `${entry.sequence ?? entry.time} ${index}` }));
  return <DataTable caption={texts.pages.audit} columns={columns} rows={rows} keyOf={({ key }) => key} />;
}
