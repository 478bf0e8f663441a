import { type ReactNode, useEffect, useRef } from "react";
import { AccountsPage } from "../pages/AccountsPage.tsx";
import { AuditPage } from "../pages/AuditPage.tsx";
import { OwnSessionPage } from "../pages/OwnSessionPage.tsx";
import { PasswordPage } from "../pages/PasswordPage.tsx";
import { SessionsPage } from "../pages/SessionsPage.tsx";
import { StatusPage } from "../pages/StatusPage.tsx";
import { formatCountdown } from "../texts/formatMoment.ts";
import { texts } from "../texts/texts.ts";
import { FailureNote, Note } from "../ui/FailureNote.tsx";
import { Icon, Mark } from "../ui/Mark.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { Preferences } from "./Preferences.tsx";
import { SessionWarning } from "./SessionWarning.tsx";
import { useConsole, useIsAdministrator, useLimitsNow, useSignedIn } from "./useConsole.ts";
import { useRefreshWhileActive } from "./useRefreshWhileActive.ts";
import { linkTo, type PageName, useRoute } from "./useRoute.ts";
import { useSingleMutation } from "./useSingleMutation.ts";

const pages: Record<PageName, () => ReactNode> = {
  session: () => <OwnSessionPage />,
  sessions: () => <SessionsPage />,
  accounts: () => <AccountsPage />,
  audit: () => <AuditPage />,
  status: () => <StatusPage />,
  password: () => <PasswordPage />,
};

/** The pages about others. */
const administration = ["sessions", "accounts", "audit", "status"] as const;

/** Stands for a page whose address was typed by a reader without the role: no call, no button that would be rejected. */
function NotAllowed({ page }: { readonly page: PageName }) {
  return (
    <>
      <PageHeading title={texts.pages[page]} />
      <Note tone="warning">
        <p>{texts.shell.notAllowed}</p>
      </Note>
    </>
  );
}

/** The frame of every page: navigation, the reader's session, and the content. */
export function Shell() {
  const page = usePage();
  const isAllowed = useIsAdministrator() || !administration.some((name) => name === page);
  const content = useRef<HTMLElement>(null);
  useRefreshWhileActive();
  usePageFocus(page);
  return (
    <div className="shell">
      <button type="button" className="skip" onClick={() => content.current?.focus()}>
        {texts.shell.skip}
      </button>
      <header className="rail">
        <a className="brand" href={linkTo("session")}>
          <Mark />
          <span>{texts.product}</span>
        </a>
        <Navigation current={page} />
        <Reader />
      </header>
      <main id="main" ref={content} tabIndex={-1} className="content">
        {isAllowed ? pages[page]() : <NotAllowed page={page} />}
        {/* On narrow screens in place of those of the rail. */}
        <Preferences />
      </main>
      <SessionWarning />
    </div>
  );
}

/** The page to show. A session of a one-time password may do nothing before the password is changed. */
function usePage(): PageName {
  const { page } = useRoute();
  return useSignedIn().passwordChangeDue ? "password" : page;
}

/** A new page starts at its heading, for eyes and screen readers; the first one leaves the focus where it is. */
function usePageFocus(page: PageName): void {
  const shown = useRef(page);
  useEffect(() => {
    document.title = texts.shell.title(texts.pages[page]);
    if (shown.current === page) return;
    shown.current = page;
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("h1")?.focus();
  }, [page]);
}

function Navigation({ current }: { readonly current: PageName }) {
  const isAdministrator = useIsAdministrator();
  const { passwordChangeDue } = useSignedIn();
  const shown = ["session" as const, ...(isAdministrator ? administration : [])];
  if (passwordChangeDue) return null;
  return (
    <nav aria-label={texts.shell.navigation}>
      <ul className="navigation">
        {shown.map((name) => (
          <li key={name}>
            <a href={linkTo(name)} aria-current={name === current ? "page" : undefined}>
              <Icon of={name} />
              <span>{texts.pages[name]}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Reader() {
  const { api, notify } = useConsole();
  const { user, session } = useSignedIn();
  const nowMs = useLimitsNow();
  const rest = Math.min(session.idleExpiresAt, session.expiresAt) - nowMs;
  const signOut = useSingleMutation({ mutationFn: api.signOut, onMutate: () => notify("") });
  return (
    <div className="reader">
      <Preferences />
      <p className="reader-name">
        <span className="hidden">{texts.shell.signedInAs("")}</span>
        <strong>{user.username}</strong>
        <span className="reader-rest" aria-hidden="true">
          {formatCountdown(rest)}
        </span>
      </p>
      <button type="button" className="button" onClick={() => signOut.mutate()}>
        {texts.shell.signOut}
      </button>
      {signOut.error !== null && <FailureNote error={signOut.error} />}
    </div>
  );
}
