import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useConsole, useIsConnected } from "./useConsole.ts";

const INTERVAL_MS = 15_000;
const EVENTS = ["pointerdown", "pointermove", "keydown", "scroll"] as const;

/**
 * Brings the page up to date while somebody uses it, and when the tab is looked at again. A page that asked without a
 * reader would restart the idle limit for ever.
 */
export function useRefreshWhileActive(): void {
  const { api } = useConsole();
  const queries = useQueryClient();
  const isConnected = useIsConnected();
  useEffect(() => {
    let wasActive = false;
    const note = (): void => {
      wasActive = true;
    };
    const refresh = (): void => {
      if (!wasActive || document.hidden || !isConnected) return;
      wasActive = false;
      void api.probe();
      void queries.invalidateQueries({ predicate: ({ meta }) => meta?.isRefreshed !== false });
    };
    const timer = setInterval(refresh, INTERVAL_MS);
    for (const event of EVENTS) addEventListener(event, note, { passive: true });
    return () => {
      clearInterval(timer);
      for (const event of EVENTS) removeEventListener(event, note);
    };
  }, [api, queries, isConnected]);
}
