import { useQuery } from "@tanstack/react-query";
import { sessionsPage } from "../api/queries.ts";
import { useConsole, useLimitsNow, useSignedIn } from "../app/useConsole.ts";
import { linkTo } from "../app/useRoute.ts";
import { useSingleMutation } from "../app/useSingleMutation.ts";
import { texts } from "../texts/texts.ts";
import { ActionButton } from "../ui/ActionButton.tsx";
import { Empty, FailureNote, Loading, StaleNote } from "../ui/FailureNote.tsx";
import { LimitArch } from "../ui/LimitArch.tsx";
import { Moment } from "../ui/Moment.tsx";
import { Facts, PageHeading, Panel } from "../ui/PageHeading.tsx";
import { endOthers, SessionTable } from "./SessionTable.tsx";

/** The reader's own session, and the reader's sessions elsewhere. */
export function OwnSessionPage() {
  const { session } = useSignedIn();
  return (
    <>
      <PageHeading title={texts.pages.session}>
        {session.authType === "local" && (
          <a className="button" href={linkTo("password")}>
            {texts.pages.password}
          </a>
        )}
      </PageHeading>
      <div className="own-session">
        <Limits />
        <About />
      </div>
      <OtherSessions />
    </>
  );
}

function Limits() {
  const { api, notify } = useConsole();
  const { session } = useSignedIn();
  const nowMs = useLimitsNow();
  const extend = useSingleMutation({
    mutationFn: api.readSession,
    onSuccess: () => notify(texts.session.extended),
  });
  return (
    <div className="panel limits">
      <LimitArch
        idle={{ from: session.lastSeenAt, until: session.idleExpiresAt }}
        absolute={{ from: session.createdAt, until: session.expiresAt }}
        nowMs={nowMs}
      />
      <button type="button" className="button" onClick={() => extend.mutate()}>
        {texts.session.extend}
      </button>
      {extend.error !== null && <FailureNote error={extend.error} />}
    </div>
  );
}

function About() {
  const { user, session } = useSignedIn();
  return (
    <Panel title={user.username}>
      <Facts
        facts={[
          [texts.session.roles, user.roles.join(", ")],
          [texts.session.provider, texts.providers[session.authType]],
          [texts.session.address, <code key="address">{session.clientAddress}</code>],
          [texts.session.opened, <Moment key="opened" at={session.createdAt} />],
          [texts.session.lastSeen, <Moment key="seen" at={session.lastSeenAt} />],
          [texts.session.id, <code key="id">{session.id}</code>],
        ]}
      />
    </Panel>
  );
}

function OtherSessions() {
  const { api } = useConsole();
  const { data, error, refetch } = useQuery(sessionsPage(api, { scope: "own" }));
  const others = data?.sessions.filter(({ current }) => !current);
  return (
    <Panel
      title={texts.session.others}
      actions={
        others !== undefined && others.length > 0 ? (
          <ActionButton label={texts.session.endOthers} action={endOthers(api)} />
        ) : undefined
      }
    >
      {others === undefined && error !== null && <FailureNote error={error} retry={() => void refetch()} />}
      {others !== undefined && <StaleNote error={error} retry={() => void refetch()} />}
      {error === null && others === undefined && <Loading rows={2} />}
      {others?.length === 0 && <Empty>{texts.session.noOthers}</Empty>}
      {others !== undefined && others.length > 0 && (
        <SessionTable caption={texts.session.others} sessions={others} withUsers={false} />
      )}
    </Panel>
  );
}
