import type { AuditEntry, AuthType, operations } from "@gatehouse/api-types";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ConsoleApi } from "./createConsoleApi.ts";

/** How many rows a page of a list has. */
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
      const { data } = await api.call(() =>
        api.operations.GET("/live-sessions", { params: { query }, signal }),
      );
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
      const { data } = await api.call(() =>
        api.operations.GET("/live-sessions", { params: { query }, signal }),
      );
      return {
        amount: data.sessions.length,
        isExact: data.next === undefined,
        includesOwn: data.sessions.some(({ current }) => current),
      };
    },
    staleTime: 0,
  });
}

/** Which accounts to show. */
export interface AccountFilter {
  /** A part of the name. */
  readonly username?: string | undefined;
  readonly enabled?: boolean | undefined;
}

/** A page of the local accounts; `after` is the `next` of the page before. */
export function accountsPage(api: ConsoleApi, filter: AccountFilter, after?: string) {
  return queryOptions({
    queryKey: ["accounts", filter, after],
    queryFn: async ({ signal }) => {
      const query = queryOf({ ...filter, after, limit: PAGE_SIZE });
      const { data } = await api.call(() => api.operations.GET("/accounts", { params: { query }, signal }));
      return data;
    },
    placeholderData: keepPreviousData,
  });
}

type AuditQuery = NonNullable<operations["listAuditEntries"]["parameters"]["query"]>;

/** Which entries of the audit trail to show. */
export type AuditFilter = Omit<AuditQuery, "limit" | "after">;

/** One call searches a part of the trail, so several may be needed before there is an entry to show. */
const ENOUGH_ENTRIES = 25;
const MOST_CALLS = 6;

/** Entries of the audit trail, newest first. Reading them is recorded, so they are read on demand only. */
export function auditEntries(api: ConsoleApi, filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ["audit", filter],
    queryFn: async ({ signal, pageParam }) => {
      const entries: AuditEntry[] = [];
      let next: string | undefined = pageParam;
      for (let calls = 0; calls < MOST_CALLS; calls += 1) {
        const query = queryOf({ ...filter, after: next, limit: 2 * ENOUGH_ENTRIES });
        const { data } = await api.call(() =>
          api.operations.GET("/audit-entries", { params: { query }, signal }),
        );
        entries.push(...data.entries);
        next = data.next;
        if (next === undefined || entries.length >= ENOUGH_ENTRIES) return { kept: data.kept, entries, next };
      }
      return { kept: true, entries, next };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    meta: { isRefreshed: false },
  });
}

/** The status of the server. */
export function serverStatus(api: ConsoleApi) {
  return queryOptions({
    queryKey: ["status"],
    queryFn: async ({ signal }) => (await api.call(() => api.operations.GET("/status", { signal }))).data,
  });
}

/** The options of a sign-in; readable without a session. */
export function signInOptions(api: ConsoleApi) {
  return queryOptions({
    queryKey: ["signIns"],
    queryFn: async ({ signal }) => (await api.call(() => api.operations.GET("/sign-ins", { signal }))).data,
    meta: { isPublic: true },
  });
}
