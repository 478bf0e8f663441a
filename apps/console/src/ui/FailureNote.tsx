import type { ReactNode } from "react";
import { failureReasonOf, isUnreachable, RejectedError } from "../api/RejectedError.ts";
import { texts } from "../texts/texts.ts";

/** A failure in words for people. */
interface DescribedFailure {
  readonly text: string;
  /** Finds the request in the server's log; only where the server failed. */
  readonly transactionId: string | undefined;
}

/** Says what a failure means, at the sign-in or anywhere else. */
export function describeFailure(error: unknown, where: "signIn" | "page" = "page"): DescribedFailure {
  const reason = failureReasonOf(error);
  const rejection = error instanceof RejectedError ? error : undefined;
  const facts = {
    detail: rejection?.message ?? "",
    retryAfterSeconds: rejection?.retryAfterSeconds,
  };
  const special = where === "signIn" ? texts.signInFailures[reason] : undefined;
  return {
    text: (special ?? texts.failures[reason])(facts),
    transactionId: rejection !== undefined && rejection.status >= 500 ? rejection.transactionId : undefined,
  };
}

/** Says that a call failed, with what the reader can do. */
export function FailureNote({
  error,
  where = "page",
  retry,
}: {
  readonly error: unknown;
  readonly where?: "signIn" | "page";
  readonly retry?: (() => void) | undefined;
}) {
  const { text, transactionId } = describeFailure(error, where);
  return (
    <Note tone="danger">
      <p>{text}</p>
      {transactionId !== undefined && <p className="fine">{texts.reference(transactionId)}</p>}
      {retry !== undefined && (
        <button type="button" className="button" onClick={retry}>
          {texts.connection.retry}
        </button>
      )}
    </Note>
  );
}

/** Reports that the data could not be refreshed; for an unreachable server the banner reports it. */
export function StaleNote({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  return error === null || isUnreachable(error) ? null : <FailureNote error={error} retry={retry} />;
}

/** Says what is wrong with a form before it is sent. */
export function ProblemNote({ children }: { readonly children: ReactNode }) {
  return (
    <Note tone="danger">
      <p>{children}</p>
    </Note>
  );
}

/** A framed message; `danger` is announced at once. */
export function Note({
  tone,
  children,
}: {
  readonly tone: "danger" | "warning" | "calm";
  readonly children: ReactNode;
}) {
  return (
    <div className={`note note-${tone}`} role={tone === "danger" ? "alert" : undefined}>
      {children}
    </div>
  );
}

/** The text of an empty list. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <p className="empty">{children}</p>;
}

/** Placeholders of rows, so that the layout does not shift. */
export function Loading({ rows = 5 }: { readonly rows?: number }) {
  return (
    <div className="loading" role="status">
      <span className="hidden">{texts.shell.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <span key={row} className="loading-row" />
      ))}
    </div>
  );
}
