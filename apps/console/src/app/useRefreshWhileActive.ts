import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { ConsoleApi } from "../api/createConsoleApi.ts";
import { isIdleWarned, nextEndOf } from "./SessionWarning.tsx";
import { useConsole, useIsConnected, useSignedIn } from "./useConsole.ts";

const LONGEST_INTERVAL_MS = 15_000;
const EVENTS = ["pointerdown", "pointermove", "keydown", "scroll"] as const;

/** Whether the reader is being warned of the idle limit. A call would restart it, and take the warning away unanswered. */
export function isWarned({ session, clock }: Pick<ConsoleApi, "session" | "clock">): boolean {
  const state = session.state();
  return state.kind === "signedIn" && isIdleWarned(state.data.session, clock.nowMs());
}

/** How often the page is brought up to date: before the warning also where the idle limit is short. */
function useInterval(): number {
  const { session } = useSignedIn();
  const { kind, warnsAt } = nextEndOf(session);
  return kind === "idle"
    ? Math.min(LONGEST_INTERVAL_MS, (warnsAt - session.lastSeenAt) / 2)
    : LONGEST_INTERVAL_MS;
}

/**
 * Refreshes the page while the reader uses it, when its tab becomes visible, and at the first use after the server was
 * unreachable. A page that refreshed without a reader would restart the idle limit for ever.
 */
export function useRefreshWhileActive(): void {
  const { api } = useConsole();
  const queries = useQueryClient();
  const isConnected = useIsConnected();
  const intervalMs = useInterval();
  const wasActive = useRef(false);
  const isBehind = useRef(false);
  useEffect(() => {
    const refresh = (): void => {
      if (!wasActive.current || document.hidden || isWarned(api)) return;
      wasActive.current = false;
      isBehind.current = false;
      void api.checkSession();
      void queries.invalidateQueries({ predicate: ({ meta }) => meta?.isRefreshed !== false });
    };
    const note = (): void => {
      wasActive.current = true;
      if (isBehind.current && isConnected) refresh();
    };
    const forget = (): void => {
      wasActive.current = false;
    };
    if (!isConnected) isBehind.current = true;
    else if (isBehind.current) refresh();
    const timer = setInterval(isConnected ? refresh : forget, intervalMs);
    for (const event of EVENTS) addEventListener(event, note, { passive: true });
    return () => {
      clearInterval(timer);
      for (const event of EVENTS) removeEventListener(event, note);
    };
  }, [api, queries, isConnected, intervalMs]);
}
