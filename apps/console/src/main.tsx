import { QueryClient } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createConsoleApi } from "./api/createConsoleApi.ts";
import { createMemory } from "./api/createMemory.ts";
import { createServerClock } from "./api/createServerClock.ts";
import { failureReasonOf } from "./api/RejectedError.ts";
import { App } from "./app/App.tsx";
import { isWarned } from "./app/useRefreshWhileActive.ts";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/controls.css";
import "./styles/messages.css";
import "./styles/pages.css";
import "./styles/tables.css";
import "./styles/largeText.css";
import "./styles/print.css";

/** An overloaded server is asked again this often before the page shows the failure. */
const BUSY_RETRIES = 2;

const root = document.getElementById("console");
if (root === null) throw new TypeError("The page has no element for the console.");

const memory = createMemory(() => localStorage);
const api = createConsoleApi({
  baseUrl: location.origin + location.pathname.replace(/[^/]*$/, ""),
  clock: createServerClock(),
  channel: new BroadcastChannel("gatehouse"),
  memory,
});
createRoot(root).render(
  <StrictMode>
    <App api={api} queries={createQueryClient()} memory={memory} />
  </StrictMode>,
);

/** Makes the cache of what the server said. It never asks by itself, because each call restarts the idle limit. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // An appliance is often on a network that the browser takes for offline.
        networkMode: "always",
        staleTime: 5_000,
        refetchOnReconnect: false,
        refetchOnWindowFocus: () => !isWarned(api),
        retry: (failures, error) => failureReasonOf(error) === "UNAVAILABLE" && failures < BUSY_RETRIES,
      },
      mutations: { networkMode: "always" },
    },
  });
}
