import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Component, type ReactNode, useEffect, useMemo, useState } from "react";
import type { ConsoleApi } from "../api/createConsoleApi.ts";
import type { Memory } from "../api/createMemory.ts";
import { SignInPage } from "../pages/SignInPage.tsx";
import { texts } from "../texts/texts.ts";
import { Loading, Note } from "../ui/FailureNote.tsx";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { usePreferences } from "./Preferences.tsx";
import { Shell } from "./Shell.tsx";
import { ConsoleContext, useConsole, useSessionState } from "./useConsole.ts";

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
  const [notice, setNotice] = useState("");
  const console = useMemo(() => ({ api, ...preferences, notify: setNotice }), [api, preferences]);
  return (
    <PageFailure>
      <QueryClientProvider client={queries}>
        <ConsoleContext value={console}>
          <ConnectionBanner />
          <Gate queries={queries} />
          <Notice text={notice} dismiss={() => setNotice("")} />
        </ConsoleContext>
      </QueryClientProvider>
    </PageFailure>
  );
}

/** Shows the pages to those who are signed in, and the sign-in to all others. */
function Gate({ queries }: { readonly queries: QueryClient }) {
  const { api } = useConsole();
  const state = useSessionState();
  const user = state.kind === "signedIn" ? `${state.data.session.authType} ${state.data.user.username}` : "";
  useEffect(() => {
    void api.start();
  }, [api]);
  useEffect(() => {
    // What one user has seen is not shown to the next; the sign-in has begun to ask what everybody may see.
    if (user === "") queries.removeQueries({ predicate: ({ meta }) => meta?.isForEverybody !== true });
  }, [user, queries]);
  if (state.kind === "starting") return <Loading />;
  if (state.kind === "signedOut") return <SignInPage reason={state.reason} lastUser={state.username} />;
  return <Shell key={user} />;
}

/** Says what has happened; stays until the reader dismisses it or something else happens. */
function Notice({ text, dismiss }: { readonly text: string; readonly dismiss: () => void }) {
  return (
    <div className="notice-area" role="status">
      {text !== "" && (
        <div className="notice">
          <p>{text}</p>
          <button type="button" className="button button-quiet" onClick={dismiss}>
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
