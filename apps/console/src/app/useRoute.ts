import { useSyncExternalStore } from "react";

/** The pages of the console. */
export const pageNames = ["session", "sessions", "accounts", "audit", "status", "password"] as const;

/** The name of a page, which is also its part of the address. */
export type PageName = (typeof pageNames)[number];

/** The page and the parameters of an address. */
export interface Route {
  readonly page: PageName;
  readonly parameters: URLSearchParams;
}

/** Reads the part of an address after `#`; what is no page is the first page. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?");
  const page = pageNames.find((name) => name === path) ?? "session";
  return { page, parameters: new URLSearchParams(query) };
}

/** The address of a page; parameters without a value are left out. */
export function linkTo(
  page: PageName,
  parameters: Readonly<Record<string, string | undefined>> = {},
): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const query = new URLSearchParams(given).toString();
  return query === "" ? `#/${page}` : `#/${page}?${query}`;
}

function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}

/** The page that the address asks for. */
export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.hash));
}
