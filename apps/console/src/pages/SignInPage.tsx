import type { AuthType } from "@gatehouse/api-types";
import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import type { EndReason } from "../api/createSessionStore.ts";
import { signInOptions } from "../api/queries.ts";
import { ThemeButton } from "../app/Preferences.tsx";
import { useConsole } from "../app/useConsole.ts";
import { useSingleMutation } from "../app/useSingleMutation.ts";
import { texts } from "../texts/texts.ts";
import { FailureNote, Note, ProblemNote } from "../ui/FailureNote.tsx";
import { Mark } from "../ui/Mark.tsx";
import { ChoiceField, PasswordField, TextField, textOf } from "../ui/TextField.tsx";

/** The sign-in page, which shows why the last session ended. */
export function SignInPage({
  reason,
  lastUser,
}: {
  readonly reason?: EndReason | undefined;
  readonly lastUser?: string | undefined;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = texts.shell.title(texts.signIn.title);
    if (reason !== undefined) heading.current?.focus();
  }, [reason]);
  return (
    <main className="sign-in">
      <div className="sign-in-gate">
        <p className="brand">
          <Mark />
          <span>{texts.product}</span>
        </p>
        <h1 ref={heading} tabIndex={-1}>
          {texts.signIn.title}
        </h1>
        <p className="lead">{texts.signIn.lead}</p>
        {reason !== undefined && (
          <Note tone={reason === "signedOut" ? "calm" : "warning"}>
            <p>{texts.ends[reason]}</p>
          </Note>
        )}
        {!navigator.cookieEnabled && (
          <Note tone="warning">
            <p>{texts.signIn.noCookies}</p>
          </Note>
        )}
        <SignInForm lastUser={lastUser} />
      </div>
      <ThemeButton />
    </main>
  );
}

function SignInForm({ lastUser }: { readonly lastUser: string | undefined }) {
  const { api, notify } = useConsole();
  const [isIncomplete, setIncomplete] = useState(false);
  const { data: options } = useQuery(signInOptions(api));
  const authTypes: readonly AuthType[] = options?.authTypes ?? ["local"];
  const mutation = useSingleMutation({
    mutationFn: api.signIn,
    onMutate: () => notify(""),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [username, password] = [textOf(form, "username"), textOf(form, "password")];
    const authType = authTypes.find((one) => one === textOf(form, "authType")) ?? "local";
    setIncomplete(username === "" || password === "");
    if (username !== "" && password !== "") mutation.mutate({ username, password, authType });
  };
  return (
    <form className="sign-in-form" onSubmit={submit} noValidate aria-busy={mutation.isPending}>
      <TextField
        label={texts.signIn.name}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={lastUser}
        required
      />
      <PasswordField label={texts.signIn.password} name="password" autoComplete="current-password" required />
      {authTypes.length > 1 && (
        <ChoiceField label={texts.signIn.provider} name="authType">
          {authTypes.map((one) => (
            <option key={one} value={one}>
              {texts.providers[one]}
            </option>
          ))}
        </ChoiceField>
      )}
      {options?.open === false && (
        <Note tone="warning">
          <p>{texts.signIn.closed}</p>
        </Note>
      )}
      {isIncomplete && <ProblemNote>{texts.signIn.required}</ProblemNote>}
      {mutation.error !== null && !isIncomplete && <FailureNote error={mutation.error} where="signIn" />}
      <button type="submit" className="button button-normal" aria-disabled={mutation.isPending}>
        {mutation.isPending ? `${texts.signIn.busy}…` : texts.signIn.submit}
      </button>
    </form>
  );
}
