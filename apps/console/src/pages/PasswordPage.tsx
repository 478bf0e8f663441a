import { type SubmitEvent, useState } from "react";
import { RejectedError } from "../api/RejectedError.ts";
import { useConsole, useSignedIn } from "../app/useConsole.ts";
import { linkTo } from "../app/useRoute.ts";
import { useSingleMutation } from "../app/useSingleMutation.ts";
import { texts } from "../texts/texts.ts";
import { FailureNote, Note, ProblemNote } from "../ui/FailureNote.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { PasswordField, textOf, UsernameHint } from "../ui/TextField.tsx";

/** The page on which readers change their own password. */
export function PasswordPage() {
  const { session, passwordChangeDue } = useSignedIn();
  if (session.authType !== "local") {
    return (
      <>
        <PageHeading title={texts.pages.password} />
        <Note tone="calm">
          <p>{texts.password.notHere}</p>
        </Note>
      </>
    );
  }
  return (
    <>
      <PageHeading
        title={passwordChangeDue ? texts.password.dueTitle : texts.pages.password}
        lead={texts.password.lead}
      />
      {passwordChangeDue && (
        <Note tone="warning">
          <p>{texts.password.due}</p>
        </Note>
      )}
      <PasswordForm />
    </>
  );
}

interface Passwords {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** The problem of the fields, checked before they are sent. */
function problemOf(passwords: Passwords, repeated: string): string | undefined {
  const { currentPassword, newPassword } = passwords;
  if (currentPassword === "" || newPassword === "" || repeated === "") return texts.password.required;
  if (newPassword !== repeated) return texts.password.mismatch;
  return newPassword === currentPassword ? texts.password.unchanged : undefined;
}

/** Rejections that mean something else here than on other pages. */
function rejectionOf(error: unknown): string | undefined {
  if (!(error instanceof RejectedError)) return undefined;
  if (error.reason === "INVALID_CREDENTIALS") return texts.password.wrongCurrent;
  return error.needsRecentSignIn ? texts.password.notRecent : undefined;
}

function PasswordFailure({
  problem,
  error,
}: {
  readonly problem: string | undefined;
  readonly error: unknown;
}) {
  if (problem !== undefined) return <ProblemNote>{problem}</ProblemNote>;
  return error === null ? null : <FailureNote error={error} />;
}

function PasswordForm() {
  const { api, notify } = useConsole();
  const { user } = useSignedIn();
  const [problem, setProblem] = useState<string>();
  const mutation = useSingleMutation({
    mutationFn: api.changePassword,
    onSuccess: () => {
      location.hash = linkTo("session");
      // After the address has changed: a notice goes away with its page.
      notify(texts.password.changed);
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const passwords = { currentPassword: textOf(form, "current"), newPassword: textOf(form, "next") };
    const found = problemOf(passwords, textOf(form, "repeated"));
    setProblem(found);
    if (found === undefined) mutation.mutate(passwords);
  };
  return (
    <form className="panel narrow" onSubmit={submit} noValidate aria-busy={mutation.isPending}>
      <UsernameHint username={user.username} />
      <PasswordField label={texts.password.current} name="current" autoComplete="current-password" required />
      <PasswordField
        label={texts.password.next}
        hint={texts.password.hint}
        name="next"
        autoComplete="new-password"
        required
      />
      <PasswordField label={texts.password.repeat} name="repeated" autoComplete="new-password" required />
      <PasswordFailure problem={problem ?? rejectionOf(mutation.error)} error={mutation.error} />
      <button type="submit" className="button button-normal" aria-disabled={mutation.isPending}>
        {mutation.isPending ? `${texts.action.working}…` : texts.password.submit}
      </button>
    </form>
  );
}
