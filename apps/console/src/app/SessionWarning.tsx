import { Dialog } from "@base-ui/react/dialog";
import type { Session } from "@gatehouse/api-types";
import { useEffect, useRef, useState } from "react";
import { describeRest } from "../texts/formatMoment.ts";
import { texts } from "../texts/texts.ts";
import { FailureNote } from "../ui/FailureNote.tsx";
import { useConsole, useNow, useSignedIn } from "./useConsole.ts";
import { useSingleMutation } from "./useSingleMutation.ts";

/** The warning comes this long before a limit ends the session, or at half of a limit that is shorter than two of it. */
const WARNING_MS = 60_000;

/** The limit that ends a session first, and when to warn of it. */
export function nextEndOf(session: Session): {
  readonly kind: "idle" | "absolute";
  readonly endsAt: number;
  readonly warnsAt: number;
} {
  const { createdAt, lastSeenAt, idleExpiresAt, expiresAt } = session;
  const isAbsolute = expiresAt <= idleExpiresAt;
  const endsAt = isAbsolute ? expiresAt : idleExpiresAt;
  const beganAt = isAbsolute ? createdAt : lastSeenAt;
  return {
    kind: isAbsolute ? "absolute" : "idle",
    endsAt,
    warnsAt: endsAt - Math.min(WARNING_MS, (endsAt - beganAt) / 2),
  };
}

/** Whether the page asks the reader to stay signed in. From then on only the reader restarts the idle limit. */
export function isIdleWarned(session: Session, nowMs: number): boolean {
  const { kind, warnsAt } = nextEndOf(session);
  return kind === "idle" && nowMs >= warnsAt;
}

/** Warns before a limit ends the session, lets the reader restart the idle limit, and notices the end. */
export function SessionWarning() {
  const { session } = useSignedIn();
  const nowMs = useNow();
  const [understood, setUnderstood] = useState(0);
  const { kind, endsAt, warnsAt } = nextEndOf(session);
  useEnd(nowMs >= endsAt);
  if (nowMs < warnsAt || nowMs >= endsAt || understood === endsAt) return null;
  return (
    <Warning isLast={kind === "absolute"} rest={endsAt - nowMs} understand={() => setUnderstood(endsAt)} />
  );
}

/** Asks the server once when the time is over: another tab may have used the session without notifying this one. */
function useEnd(isOver: boolean): void {
  const { api } = useConsole();
  useEffect(() => {
    if (isOver) void api.checkSession();
  }, [api, isOver]);
}

function Warning({
  isLast,
  rest,
  understand,
}: {
  readonly isLast: boolean;
  readonly rest: number;
  readonly understand: () => void;
}) {
  const { api } = useConsole();
  const { warning } = texts.session;
  const stay = useSingleMutation({ mutationFn: api.readSession });
  const signOut = useSingleMutation({ mutationFn: api.signOut });
  const error = signOut.error ?? stay.error;
  const button = useRef<HTMLButtonElement>(null);
  const goOn = (): void => (isLast ? understand() : stay.mutate());
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || goOn()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog" role="alertdialog" initialFocus={button}>
          <Dialog.Title className="dialog-title">
            {isLast ? warning.absoluteTitle : warning.idleTitle}
          </Dialog.Title>
          <Dialog.Description className="dialog-body">
            {(isLast ? warning.absolute : warning.idle)(describeRest(rest))}
          </Dialog.Description>
          {error !== null && <FailureNote error={error} />}
          <div className="dialog-buttons">
            {!isLast && (
              <button type="button" className="button" onClick={() => signOut.mutate()}>
                {texts.shell.signOut}
              </button>
            )}
            <button ref={button} type="button" className="button button-normal" onClick={goOn}>
              {isLast ? warning.understood : warning.stay}
            </button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
