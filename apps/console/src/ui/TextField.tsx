import { type ComponentProps, type ReactNode, useId, useState } from "react";
import { texts } from "../texts/texts.ts";

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
}

/** A labelled text field. */
export function TextField({ label, hint, ...input }: FieldProps & ComponentProps<"input">) {
  const id = useId();
  const hintId = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} aria-describedby={hint === undefined ? undefined : hintId} {...input} />
      {hint !== undefined && (
        <p id={hintId} className="fine">
          {hint}
        </p>
      )}
    </div>
  );
}

/** A labelled password field whose content can be shown. */
export function PasswordField({ label, hint, ...input }: FieldProps & ComponentProps<"input">) {
  const [isShown, setShown] = useState(false);
  const id = useId();
  return (
    <div className="field">
      <TextField
        {...input}
        label={label}
        hint={hint}
        type={isShown ? "text" : "password"}
        spellCheck={false}
        autoCapitalize="none"
      />
      <span className="check">
        <input id={id} type="checkbox" checked={isShown} onChange={() => setShown(!isShown)} />
        <label htmlFor={id}>{texts.signIn.show}</label>
      </span>
    </div>
  );
}

/** Names the account of a form for password managers. */
export function UsernameHint({ username }: { readonly username: string }) {
  return <input type="text" autoComplete="username" value={username} readOnly hidden />;
}

/** A labelled choice of a few values. */
export function ChoiceField({
  label,
  children,
  ...select
}: FieldProps & ComponentProps<"select"> & { readonly children: ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} {...select}>
        {children}
      </select>
    </div>
  );
}

/** The text of a field of a submitted form; empty when it is not there. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
