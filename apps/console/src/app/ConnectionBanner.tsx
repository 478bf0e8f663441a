import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { texts } from "../texts/texts.ts";
import { useConsole, useIsConnected } from "./useConsole.ts";

/** The first pause between two tries; each is half as long again, up to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;

/** Says that the server does not respond, and asks by itself whether it is back; a reader who is there brings the page up to date. */
export function ConnectionBanner() {
  const isConnected = useIsConnected();
  return (
    <div className="banner-area" role="alert">
      {!isConnected && <Retrying />}
    </div>
  );
}

function Retrying() {
  const { api } = useConsole();
  const queries = useQueryClient();
  const [tries, setTries] = useState(0);
  const retry = useCallback(async () => {
    await api.probe();
    if (api.connection.isUp())
      await queries.invalidateQueries({ predicate: ({ meta }) => meta?.isPublic === true });
    else setTries((before) => before + 1);
  }, [api, queries]);
  useEffect(() => {
    const pauseMs = Math.min(FIRST_PAUSE_MS * 1.5 ** tries, LONGEST_PAUSE_MS);
    const timer = setTimeout(retry, pauseMs);
    addEventListener("online", retry);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", retry);
    };
  }, [retry, tries]);
  return (
    <div className="banner">
      <p>
        <strong>{texts.connection.down}</strong> {texts.connection.retrying} {texts.connection.stale}
      </p>
      <button type="button" className="button" onClick={retry}>
        {texts.connection.retry}
      </button>
    </div>
  );
}
