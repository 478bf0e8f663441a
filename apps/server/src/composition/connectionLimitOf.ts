import { readFileSync } from "node:fs";

/** Above this many open connections, new ones are closed at once. */
const MOST_CONNECTIONS = 4096;
/** What the process keeps open beside connections: store, logs, certificates, the event loop, calls to a provider. */
const OTHER_DESCRIPTORS = 64;
const LEAST_CONNECTIONS = 8;

/**
 * How many connections to take, given how many files the process may open: where descriptors run out, the store and
 * the audit trail must not be what goes without (FAIL-13).
 */
export function connectionLimitOf(openFiles: number = readOpenFileLimit()): number {
  return Math.max(LEAST_CONNECTIONS, Math.min(MOST_CONNECTIONS, openFiles - OTHER_DESCRIPTORS));
}

/** The limit of this process; no limit where the system does not tell. */
function readOpenFileLimit(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
