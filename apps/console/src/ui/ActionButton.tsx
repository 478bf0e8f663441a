import { Dialog } from "@base-ui/react/dialog";
import { useQueryClient } from "@tanstack/react-query";
import {
  type ReactNode,
  type SubmitEvent,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { RejectedError } from "../api/RejectedError.ts";
import { useConsole, useSignedIn } from "../app/useConsole.ts";
import { useSingleMutation } from "../app/useSingleMutation.ts";
import { texts } from "../texts/texts.ts";
import { FailureNote, ProblemNote } from "./FailureNote.tsx";
import { PasswordField, textOf, UsernameHint } from "./TextField.tsx";

/** The outcome of an action. */
export interface Outcome {
  /** The text that the reader sees afterwards. */
  readonly notice: string;
  /** A generated password; shown in the dialog, only once. */
  readonly secret?: { readonly title: string; readonly value: string };
}

/** An action of the reader, after a dialog that describes its effect. */
export interface Action {
  readonly title: string;
  /** The effect of the action, and its fields. */
  readonly body: ReactNode;
  /** The word on the button that does it. */
  readonly submit: string;
  readonly tone?: "danger" | "normal";
  /** The problem of the fields, if there is one. */
  readonly check?: (form: FormData) => string | undefined;
  /** Does it. */
  run(form: FormData): Promise<Outcome>;
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
  const [trigger, setTrigger] = useState<HTMLElement>();
  return (
    <>
      <button
        type="button"
        className={className}
        aria-label={name}
        aria-haspopup="dialog"
        onClick={({ currentTarget }) => setTrigger(currentTarget)}
      >
        {label}
      </button>
      {trigger !== undefined && (
        <ActionDialog action={action} trigger={trigger} close={() => setTrigger(undefined)} />
      )}
    </>
  );
}

interface OpenAction {
  readonly action: Action;
  readonly trigger: HTMLElement;
  close(): void;
}

/**
 * Finds where the focus goes when the dialog closes: the trigger; its menu when that has closed; the heading of the
 * page when both went away with what was removed.
 */
function useReturnFocus(trigger: HTMLElement): () => HTMLElement | null {
  // The menu stays when the trigger goes, such as that of an account which is unlocked now.
  const [menu] = useState(() => trigger.closest("details")?.querySelector("summary"));
  const find = useCallback((): HTMLElement | null => {
    if (trigger.checkVisibility()) return trigger;
    return menu?.isConnected ? menu : document.querySelector<HTMLElement>("h1");
  }, [trigger, menu]);
  useEffect(
    () => () => {
      // The dialog gives the focus back in the next frame, to an element that may be gone by then.
      const focusAgain = () => document.activeElement === document.body && find()?.focus();
      requestAnimationFrame(() => requestAnimationFrame(focusAgain));
    },
    [find],
  );
  return find;
}

function ActionDialog({ action, trigger, close }: OpenAction) {
  const id = useId();
  // The action that the reader confirms stays unchanged, also when the page behind it is refreshed.
  const [opened] = useState(action);
  const findFocus = useReturnFocus(trigger);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup
          className="dialog"
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-body`}
          finalFocus={findFocus}
        >
          <ActionSteps id={id} action={opened} close={close} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface StepsProps extends Pick<OpenAction, "action" | "close"> {
  readonly id: string;
}

/** The form of the action, or the form for a recent sign-in, after which the action continues. */
function ActionSteps({ id, action, close }: StepsProps) {
  const { notify } = useConsole();
  const queries = useQueryClient();
  const mutation = useSingleMutation({
    mutationFn: action.run,
    onSuccess: async ({ notice, secret }) => {
      await queries.invalidateQueries();
      notify(notice);
      if (secret === undefined) close();
    },
  });
  const { variables: form, error, data } = mutation;
  const secret = data?.secret;
  if (secret !== undefined && mutation.isSuccess) return <Secret id={id} close={close} {...secret} />;
  const isInterrupted = form !== undefined && error instanceof RejectedError && error.needsRecentSignIn;
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
  const mutation = useSingleMutation({ mutationFn: api.signInAgain, onSuccess: goOn });
  const field = useRef<HTMLInputElement>(null);
  // At once: a frame later the dialog itself takes a focus that was lost with what was there before.
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <DialogForm
      {...common}
      title={recent.title}
      body={
        <>
          <p>{recent.lead(username)}</p>
          <UsernameHint username={username} />
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

/** Shows a password that was made, until the reader closes it. */
function Secret({
  id,
  close,
  title,
  value,
}: Pick<StepsProps, "id" | "close"> & NonNullable<Outcome["secret"]>) {
  const [isCopied, setCopied] = useState(false);
  const copyButton = useRef<HTMLButtonElement>(null);
  // At once, as above.
  useLayoutEffect(() => copyButton.current?.focus(), []);
  const { secret } = texts.accounts;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <div className="dialog-step">
      <h2 id={`${id}-title`} className="dialog-title">
        {title}
      </h2>
      <div id={`${id}-body`} className="dialog-body">
        <p>{secret.lead}</p>
        <p className="secret">
          <code>{value}</code>
        </p>
        <p role="status">{isCopied ? secret.copied : ""}</p>
      </div>
      <div className="dialog-buttons">
        <button
          ref={copyButton}
          type="button"
          className="button"
          onClick={() => void copy().catch(() => undefined)}
        >
          {secret.copy}
        </button>
        <button type="button" className="button button-normal" onClick={close}>
          {texts.action.close}
        </button>
      </div>
    </div>
  );
}

interface DialogFormProps extends Pick<Action, "title" | "body" | "submit" | "tone" | "check"> {
  readonly id: string;
  readonly close: () => void;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onSubmit: (form: FormData) => void;
}

function DialogForm({ id, title, body, submit, tone = "normal", ...rest }: DialogFormProps) {
  const { close, check, error, isBusy, onSubmit } = rest;
  const [problem, setProblem] = useState<string>();
  const submitForm = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const found = check?.(form);
    setProblem(found);
    if (found === undefined) onSubmit(form);
  };
  return (
    <form onSubmit={submitForm} aria-busy={isBusy}>
      <h2 id={`${id}-title`} className="dialog-title">
        {title}
      </h2>
      <div id={`${id}-body`} className="dialog-body">
        {body}
      </div>
      {problem !== undefined && <ProblemNote>{problem}</ProblemNote>}
      {problem === undefined && error !== null && <FailureNote error={error} />}
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
