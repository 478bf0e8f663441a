import type { SessionData } from "@gatehouse/api-types";
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { ConsoleApi } from "../api/createConsoleApi.ts";
import type { SessionState } from "../api/createSessionStore.ts";
import type { TimeZone } from "../texts/formatMoment.ts";

/** The themes, in the order in which the button goes through them. */
export const THEMES = ["system", "light", "dark"] as const;

/** Which colours the page has; `system` follows the browser. */
type Theme = (typeof THEMES)[number];

/** The reader's preferences for the pages. */
export interface PreferenceState {
  /** The zone in which times are shown. */
  readonly zone: TimeZone;
  showZone(zone: TimeZone): void;
  readonly theme: Theme;
  showTheme(theme: Theme): void;
}

/** The shared services of all parts of the page. */
export interface Console extends PreferenceState {
  readonly api: ConsoleApi;
  /** Shows the reader a notice. */
  notify(text: string): void;
}

/** Carries the console to the components. */
export const ConsoleContext = createContext<Console | undefined>(undefined);

/** The console around a component. @throws {TypeError} outside of one */
export function useConsole(): Console {
  const found = useContext(ConsoleContext);
  if (found === undefined) throw new TypeError("This component needs a ConsoleContext around it.");
  return found;
}

/** The known state of the reader's session. */
export function useSessionState(): SessionState {
  const { session } = useConsole().api;
  return useSyncExternalStore(session.subscribe, session.state);
}

/** The user of the session; empty without one. */
export function userOf(state: SessionState): string {
  return state.kind === "signedIn" ? `${state.data.session.authType} ${state.data.user.username}` : "";
}

/** The reader's session. @throws {TypeError} while there is none */
export function useSignedIn(): SessionData {
  const state = useSessionState();
  if (state.kind !== "signedIn") throw new TypeError("This component is for signed-in readers.");
  return state.data;
}

/** Whether the reader may see what belongs to others. */
export function useIsAdministrator(): boolean {
  return useSignedIn().user.roles.includes("System Administrator");
}

/** Whether the server responds. */
export function useIsConnected(): boolean {
  const { connection } = useConsole().api;
  return useSyncExternalStore(connection.subscribe, connection.isUp);
}

/** The time of the server in milliseconds, read again at this interval. */
export function useNow(intervalMs = 1000): number {
  const { clock } = useConsole().api;
  const [nowMs, setNowMs] = useState(clock.nowMs);
  useEffect(() => {
    const read = (): void => setNowMs(clock.nowMs());
    read();
    const timer = setInterval(read, intervalMs);
    return () => clearInterval(timer);
  }, [clock, intervalMs]);
  return nowMs;
}

/** The time from which the limits run down: a call since the last tick may have restarted one later than that. */
export function useLimitsNow(): number {
  const nowMs = useNow();
  return Math.max(nowMs, useSignedIn().session.lastSeenAt);
}
