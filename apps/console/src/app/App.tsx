import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Component, type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import type { ConsoleApi } from "../api/createConsoleApi.ts";
import type { Memory } from "../api/createMemory.ts";
import { SignInPage } from "../pages/SignInPage.tsx";
import { texts } from "../texts/texts.ts";
import { Loading, Note } from "../ui/FailureNote.tsx";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { usePreferences } from "./Preferences.tsx";
import { Shell } from "./Shell.tsx";
import { type Console, ConsoleContext, useConsole, userOf, useSessionState } from "./useConsole.ts";
import { type PageName, parseRoute, useRoute } from "./useRoute.ts";

/** The whole console. */
export function App({
  api,
  queries,
  memory,
}: {
  readonly api: ConsoleApi;
  readonly queries: QueryClient;
  readonly memory: Memory;
}) {
  const preferences = usePreferences(memory);
  const [notice, setNotice] = useState<NoticeState>({ text: "", page: "session", user: "" });
  const notify = useCallback(
    (text: string) =>
      setNotice({ text, page: parseRoute(location.hash).page, user: userOf(api.session.state()) }),
    [api],
  );
  const console = useMemo(() => ({ api, ...preferences, notify }), [api, preferences, notify]);
  return (
    <PageFailure>
      <QueryClientProvider client={queries}>
        <ConsoleContext value={console}>
          <ConnectionBanner />
          <Gate queries={queries} />
          <Notice {...notice} notify={notify} />
        </ConsoleContext>
      </QueryClientProvider>
    </PageFailure>
  );
}

/** Shows the pages to those who are signed in, and the sign-in to all others. */
function Gate({ queries }: { readonly queries: QueryClient }) {
  const { api } = useConsole();
  const state = useSessionState();
  const user = userOf(state);
  useEffect(() => {
    void api.start();
  }, [api]);
  useEffect(() => {
    // The data of one user is not shown to the next. Public data stays, because the sign-in page has requested it.
    if (user === "") queries.removeQueries({ predicate: ({ meta }) => meta?.isPublic !== true });
  }, [user, queries]);
  if (state.kind === "starting") return <Loading />;
  if (state.kind === "signedOut") return <SignInPage reason={state.reason} lastUser={state.username} />;
  return <Shell key={user} />;
}

interface NoticeState {
  readonly text: string;
  /** The page on which it happened. */
  readonly page: PageName;
  /** To whom it happened: what one user has done is not said to the next. */
  readonly user: string;
}

/**
 * Says what has happened; stays until the reader dismisses it, goes to another page, something else happens, or the
 * session ends.
 */
function Notice({ text, page, user, notify }: NoticeState & Pick<Console, "notify">) {
  const reader = userOf(useSessionState());
  const isElsewhere = useRoute().page !== page;
  const isOver = isElsewhere || reader === "" || reader !== user;
  useEffect(() => {
    if (isOver) notify("");
  }, [isOver, notify]);
  return (
    <div className="notice-area" role="status">
      {text !== "" && !isOver && (
        <div className="notice">
          <p>{text}</p>
          <button type="button" className="button button-quiet" onClick={() => notify("")}>
            {texts.shell.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}

/** Shows that the page itself failed. */
class PageFailure extends Component<{ readonly children: ReactNode }, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <main className="failed">
        <h1>{texts.shell.failed}</h1>
        <Note tone="danger">
          <p>{texts.failures.UNKNOWN({ detail: "", retryAfterSeconds: undefined })}</p>
          <button type="button" className="button" onClick={() => location.reload()}>
            {texts.shell.reload}
          </button>
        </Note>
      </main>
    );
  }
}
