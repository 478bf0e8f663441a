import type { SessionData } from "@gatehouse/api-types";
import type { ServerClock } from "./createServerClock.ts";

/** Why there is no session any more. */
export type EndReason = "signedOut" | "signedOutElsewhere" | "idle" | "absolute" | "ended";

/** The known state of the reader's session. */
export type SessionState =
  | { readonly kind: "starting" }
  | { readonly kind: "signedOut"; readonly reason?: EndReason; readonly username?: string }
  | { readonly kind: "signedIn"; readonly data: SessionData };

/** A message from one tab to the others. */
type TabMessage =
  | { readonly kind: "signedIn"; readonly data: SessionData }
  | { readonly kind: "renewed"; readonly id: string; readonly lastSeenAt: number }
  | { readonly kind: "ended"; readonly id: string; readonly reason: EndReason };

/** The part of a BroadcastChannel that the store uses. */
export interface TabChannel {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: TabMessage }) => void): void;
}

/** The reader's session, the same in all tabs. */
export interface SessionStore {
  state(): SessionState;
  subscribe(listener: () => void): () => void;
  /** Records that there is a session and notifies the other tabs. */
  opened(data: SessionData): void;
  /** Records that a call restarted the idle limit and notifies the other tabs. */
  renewed(): void;
  /** Records that there is no session, and notifies the other tabs if there was one. Finds the reason if none is given. */
  ended(reason?: EndReason): void;
}

/** The same session, used at this time; `lastSeenAt` and the idle limit move, the absolute limit does not. */
export function renewedAt(data: SessionData, lastSeenAt: number): SessionData {
  const { session } = data;
  if (lastSeenAt <= session.lastSeenAt) return data;
  const idleExpiresAt = Math.min(session.idleExpiresAt + lastSeenAt - session.lastSeenAt, session.expiresAt);
  return { ...data, session: { ...session, lastSeenAt, idleExpiresAt } };
}

/** Why the server no longer knows a session, from its limits. */
export function endReasonOf({ session }: SessionData, nowMs: number): EndReason {
  if (nowMs >= session.expiresAt) return "absolute";
  return nowMs >= session.idleExpiresAt ? "idle" : "ended";
}

/** Makes the store of the reader's session. */
export function createSessionStore(clock: ServerClock, channel: TabChannel): SessionStore {
  let state: SessionState = { kind: "starting" };
  const listeners = new Set<() => void>();
  const become = (next: SessionState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const idOf = (current: SessionState): string | undefined =>
    current.kind === "signedIn" ? current.data.session.id : undefined;
  const end = (reason?: EndReason): EndReason | undefined => {
    if (state.kind === "starting") become({ kind: "signedOut" });
    if (state.kind !== "signedIn") return undefined;
    const { data } = state;
    const why = reason ?? endReasonOf(data, clock.nowMs());
    become({ kind: "signedOut", reason: why, username: data.user.username });
    return why;
  };
  const tell = (message: TabMessage): void => channel.postMessage(message);
  channel.addEventListener("message", ({ data: message }) => {
    if (message.kind === "signedIn") become({ kind: "signedIn", data: message.data });
    else if (state.kind !== "signedIn" || message.id !== idOf(state)) return;
    else if (message.kind === "ended")
      end(message.reason === "signedOut" ? "signedOutElsewhere" : message.reason);
    else become({ kind: "signedIn", data: renewedAt(state.data, message.lastSeenAt) });
  });
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    opened: (data) => {
      become({ kind: "signedIn", data });
      tell({ kind: "signedIn", data });
    },
    renewed: () => {
      if (state.kind !== "signedIn") return;
      const data = renewedAt(state.data, clock.nowMs());
      become({ kind: "signedIn", data });
      tell({ kind: "renewed", id: data.session.id, lastSeenAt: data.session.lastSeenAt });
    },
    ended: (reason) => {
      const id = idOf(state);
      const why = end(reason);
      if (id !== undefined && why !== undefined) tell({ kind: "ended", id, reason: why });
    },
  };
}
