import type { AuthType } from "@gatehouse/api-types";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ConsoleApi } from "./createConsoleApi.ts";

/** How many sessions a page of the list has. */
const PAGE_SIZE = 25;
/** The most that one call can return, and so the most that a confirmation counts. */
const COUNT_LIMIT = 500;

/** Which sessions to show or count. */
export interface SessionFilter {
  readonly scope: "own" | "all";
  readonly username?: string | undefined;
  readonly authType?: AuthType | undefined;
  readonly clientAddress?: string | undefined;
}

/** Leaves out what is not set: an empty parameter would be one that matches nothing. */
function queryOf<Filter extends object>(filter: Filter) {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(given) as { [Name in keyof Filter]: Exclude<Filter[Name], undefined> };
}

/** A page of the live sessions; `after` is the `next` of the page before. */
export function sessionsPage(api: ConsoleApi, filter: SessionFilter, after?: string) {
  return queryOptions({
    queryKey: ["sessions", "page", filter, after],
    queryFn: async ({ signal }) => {
      const query = queryOf({ ...filter, after, limit: PAGE_SIZE });
      const { data } = await api.call(api.operations.GET("/live-sessions", { params: { query }, signal }));
      return data;
    },
    placeholderData: keepPreviousData,
  });
}

/** A number of sessions, exact or a lower bound. */
export interface SessionCount {
  readonly amount: number;
  readonly isExact: boolean;
  readonly includesOwn: boolean;
}

/** How many sessions match. */
export function sessionCount(api: ConsoleApi, filter: SessionFilter) {
  return queryOptions({
    queryKey: ["sessions", "count", filter],
    queryFn: async ({ signal }): Promise<SessionCount> => {
      const query = queryOf({ ...filter, limit: COUNT_LIMIT });
      const { data } = await api.call(api.operations.GET("/live-sessions", { params: { query }, signal }));
      return {
        amount: data.sessions.length,
        isExact: data.next === undefined,
        includesOwn: data.sessions.some(({ current }) => current),
      };
    },
    staleTime: 0,
  });
}
