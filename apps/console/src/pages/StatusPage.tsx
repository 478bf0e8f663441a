import type { ServerNode, ServerStatus } from "@gatehouse/api-types";
import { useQuery } from "@tanstack/react-query";
import type { ConsoleApi } from "../api/createConsoleApi.ts";
import { serverStatus } from "../api/queries.ts";
import { useConsole, useNow } from "../app/useConsole.ts";
import { describeRest, formatBytes } from "../texts/formatMoment.ts";
import { texts } from "../texts/texts.ts";
import { type Action, ActionButton } from "../ui/ActionButton.tsx";
import { Breakable } from "../ui/Breakable.tsx";
import { type Column, DataTable } from "../ui/DataTable.tsx";
import { FailureNote, Loading, StaleNote } from "../ui/FailureNote.tsx";
import { Moment } from "../ui/Moment.tsx";
import { Facts, PageHeading, Panel } from "../ui/PageHeading.tsx";

const DAY_MS = 86_400_000;
/** A certificate that expires sooner is pointed out. */
const SOON_DAYS = 30;

/** The page with the status of the server, for administrators. */
export function StatusPage() {
  const { api } = useConsole();
  const { data, error, refetch } = useQuery(serverStatus(api));
  return (
    <>
      <PageHeading title={texts.pages.status} lead={texts.status.lead} />
      {error !== null && data === undefined && <FailureNote error={error} retry={() => void refetch()} />}
      {error === null && data === undefined && <Loading />}
      {data !== undefined && (
        <div className="panels">
          <StaleNote error={error} retry={() => void refetch()} />
          <SignIns isOpen={data.signIns.open} />
          <Server status={data} />
          <Certificate {...data} />
          <Store store={data.store} />
          <Audit audit={data.audit} />
          <Nodes nodes={data.nodes} />
        </div>
      )}
    </>
  );
}

/** Says in words and colour whether something is as it is meant to be. */
function State({
  isGood,
  good,
  bad,
}: {
  readonly isGood: boolean;
  readonly good: string;
  readonly bad: string;
}) {
  return <span className={`badge ${isGood ? "" : "badge-danger"}`}>{isGood ? good : bad}</span>;
}

function Server({ status }: { readonly status: ServerStatus }) {
  const nowMs = useNow(10_000);
  const { release, startedAt, ready, checks, liveSessions } = status;
  return (
    <Panel title={texts.status.server}>
      <Facts
        facts={[
          [
            texts.status.ready,
            <State key="state" isGood={ready} good={texts.status.isReady} bad={texts.status.isNotReady} />,
          ],
          [texts.status.release, release],
          [texts.status.started, <Moment key="started" at={startedAt} />],
          [texts.status.uptime, runningFor(nowMs - startedAt)],
          [texts.status.live, String(liveSessions)],
          [
            texts.status.checks,
            <ul key="checks" className="checks">
              {checks.map(({ name, passed }) => (
                <li key={name}>
                  {name} <State isGood={passed} good={texts.status.passed} bad={texts.status.failed} />
                </li>
              ))}
            </ul>,
          ],
        ]}
      />
    </Panel>
  );
}

/** Whole days from the second day on, and hours and minutes before. */
function runningFor(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY_MS);
  return days < 2 ? describeRest(milliseconds) : texts.status.days(days);
}

function switchSignIns(api: ConsoleApi, isOpen: boolean): Action {
  const { confirm } = texts.status;
  return {
    title: isOpen ? confirm.disableTitle : confirm.enableTitle,
    body: <p>{isOpen ? confirm.disable : confirm.enable}</p>,
    submit: isOpen ? texts.status.disableSignIns : texts.status.enableSignIns,
    tone: isOpen ? "danger" : "normal",
    run: async () => {
      await api.call(() => api.operations.PUT("/sign-ins", { body: { open: !isOpen } }));
      return { notice: isOpen ? texts.status.disabledNow : texts.status.enabledNow };
    },
  };
}

function SignIns({ isOpen }: { readonly isOpen: boolean }) {
  const { api } = useConsole();
  return (
    <section className="panel wide">
      <div className="panel-heading">
        <h2>{texts.status.signIns}</h2>
        <ActionButton
          className={isOpen ? "button button-danger" : "button button-normal"}
          label={isOpen ? texts.status.disableSignIns : texts.status.enableSignIns}
          action={switchSignIns(api, isOpen)}
        />
      </div>
      <p>
        <State isGood={isOpen} good={texts.accounts.enabled} bad={texts.accounts.disabled} />{" "}
        {isOpen ? texts.status.signInsEnabled : texts.status.signInsDisabled}
      </p>
    </section>
  );
}

function Certificate({ certificate }: ServerStatus) {
  const nowMs = useNow(60_000);
  if (certificate === undefined) {
    return (
      <Panel title={texts.status.certificate}>
        <p>{texts.status.noCertificate}</p>
      </Panel>
    );
  }
  const days = Math.floor((certificate.expiresAt - nowMs) / DAY_MS);
  const tone = days < 0 ? "badge-danger" : days < SOON_DAYS ? "badge-warning" : "";
  return (
    <Panel title={texts.status.certificate}>
      <Facts
        facts={[
          [
            texts.status.expires,
            <span key="expires">
              <Moment at={certificate.expiresAt} />{" "}
              <span className={`badge ${tone}`}>
                {days < 0 ? texts.status.expired : texts.status.left(days)}
              </span>
            </span>,
          ],
          [
            texts.status.fingerprint,
            <code key="fingerprint">
              <Breakable text={certificate.fingerprint} after=":" />
            </code>,
          ],
        ]}
      />
    </Panel>
  );
}

function Store({ store: { kind, sizeBytes } }: Pick<ServerStatus, "store">) {
  return (
    <Panel title={texts.status.store}>
      <Facts
        facts={[
          [texts.status.storeKind, kind],
          ...(sizeBytes === undefined ? [] : [[texts.status.storeSize, formatBytes(sizeBytes)] as const]),
        ]}
      />
    </Panel>
  );
}

function Audit({ audit: { kept, queuedBytes, lostEvents } }: Pick<ServerStatus, "audit">) {
  return (
    <Panel title={texts.status.audit}>
      <Facts
        facts={[
          [texts.status.auditKept, kept ? texts.status.auditFiles : texts.status.auditOutput],
          [texts.status.queued, formatBytes(queuedBytes)],
          [texts.status.lost, String(lostEvents)],
        ]}
      />
    </Panel>
  );
}

const nodeColumns: readonly Column<ServerNode>[] = [
  {
    title: texts.status.node,
    cell: ({ name, self }) => (
      <>
        <strong>{name}</strong> {self && <span className="badge">{texts.status.thisNode}</span>}
      </>
    ),
  },
  { title: texts.status.nodeRelease, cell: ({ release }) => release },
  { title: texts.status.nodeStarted, cell: ({ startedAt }) => <Moment at={startedAt} /> },
  { title: texts.status.nodeSeen, cell: ({ lastSeenAt }) => <Moment at={lastSeenAt} /> },
];

function Nodes({ nodes }: Pick<ServerStatus, "nodes">) {
  return (
    <Panel title={texts.status.nodes}>
      <DataTable
        caption={texts.status.nodes}
        columns={nodeColumns}
        rows={nodes}
        keyOf={({ name, startedAt }) => `${name} ${startedAt}`}
      />
    </Panel>
  );
}
