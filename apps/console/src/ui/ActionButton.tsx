import { Dialog } from "@base-ui/react/dialog";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, type RefObject, type SubmitEvent, useEffect, useId, useRef, useState } from "react";
import { needsRecentSignIn } from "../api/RejectedError.ts";
import { useConsole, useSignedIn } from "../app/useConsole.ts";
import { texts } from "../texts/texts.ts";
import { FailureNote } from "./FailureNote.tsx";
import { PasswordField, textOf } from "./TextField.tsx";

/** Something that the reader can do, after a dialog that says what will happen. */
export interface Action {
  readonly title: string;
  /** What will happen, and the fields that it needs. */
  readonly body: ReactNode;
  /** The word on the button that does it. */
  readonly submit: string;
  readonly tone?: "danger" | "normal";
  /** Does it, and returns what to tell the reader. */
  run(form: FormData): Promise<string>;
}

/** A button that opens the dialog of an action. */
export function ActionButton({
  label,
  name,
  action,
  className = "button",
}: {
  readonly label: string;
  /** The label for screen readers, where the visible one is the same in every row. */
  readonly name?: string | undefined;
  readonly action: Action;
  readonly className?: string;
}) {
  const [isOpen, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={className}
        aria-label={name}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {label}
      </button>
      {isOpen && <ActionDialog action={action} trigger={trigger} close={() => setOpen(false)} />}
    </>
  );
}

interface OpenAction {
  readonly action: Action;
  readonly trigger: RefObject<HTMLElement | null>;
  close(): void;
}

/** The trigger, or the heading of the page when the trigger went away with what the action removed. */
function focusAfter(trigger: RefObject<HTMLElement | null>): HTMLElement | null {
  return trigger.current?.isConnected ? trigger.current : document.querySelector<HTMLElement>("h1");
}

function ActionDialog({ action, trigger, close }: OpenAction) {
  const id = useId();
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup
          className="dialog"
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-body`}
          finalFocus={() => focusAfter(trigger)}
        >
          <ActionSteps id={id} action={action} close={close} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface StepsProps extends Pick<OpenAction, "action" | "close"> {
  readonly id: string;
}

/** The form of the action, or in its stead the demand for a recent sign-in, after which the action goes on. */
function ActionSteps({ id, action, close }: StepsProps) {
  const { notify } = useConsole();
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: action.run,
    onSuccess: async (notice) => {
      await queries.invalidateQueries();
      notify(notice);
      close();
    },
  });
  const { variables: form, error } = mutation;
  const isInterrupted = form !== undefined && needsRecentSignIn(error);
  const common = { id, close };
  return (
    <>
      {/* Kept, so that nothing that was typed is lost. */}
      <div hidden={isInterrupted}>
        <DialogForm
          {...common}
          {...action}
          id={isInterrupted ? `${id}-waiting` : id}
          error={isInterrupted ? null : error}
          isBusy={mutation.isPending}
          onSubmit={mutation.mutate}
        />
      </div>
      {isInterrupted && <RecentSignIn {...common} goOn={() => mutation.mutate(form)} />}
    </>
  );
}

function RecentSignIn({ goOn, ...common }: Pick<StepsProps, "id" | "close"> & { readonly goOn: () => void }) {
  const { api } = useConsole();
  const { username } = useSignedIn().user;
  const { recent } = texts.action;
  const mutation = useMutation({ mutationFn: api.signInAgain, onSuccess: goOn });
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <DialogForm
      {...common}
      title={recent.title}
      body={
        <>
          <p>{recent.lead(username)}</p>
          <PasswordField
            ref={field}
            label={texts.signIn.password}
            name="password"
            autoComplete="current-password"
            required
          />
        </>
      }
      submit={recent.submit}
      error={mutation.error}
      isBusy={mutation.isPending}
      onSubmit={(form) => mutation.mutate(textOf(form, "password"))}
    />
  );
}

interface DialogFormProps extends Pick<Action, "title" | "body" | "submit" | "tone"> {
  readonly id: string;
  readonly close: () => void;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onSubmit: (form: FormData) => void;
}

function DialogForm({ id, title, body, submit, tone = "normal", ...rest }: DialogFormProps) {
  const { close, error, isBusy, onSubmit } = rest;
  const submitForm = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!isBusy) onSubmit(new FormData(event.currentTarget));
  };
  return (
    <form onSubmit={submitForm} aria-busy={isBusy}>
      <h2 id={`${id}-title`} className="dialog-title">
        {title}
      </h2>
      <div id={`${id}-body`} className="dialog-body">
        {body}
      </div>
      {error !== null && error !== undefined && <FailureNote error={error} />}
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={close}>
          {texts.action.cancel}
        </button>
        <button type="submit" className={`button button-${tone}`} aria-disabled={isBusy}>
          {isBusy ? `${texts.action.working}…` : submit}
        </button>
      </div>
    </form>
  );
}
