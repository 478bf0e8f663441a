import type { Omission } from "./bundleServer.ts";

const LEASE = "workers/createLease.ts";

/** Rules that a server can be built without, by name: the checker must miss each of them. */
export const omissions = {
  /** A worker says that it has applied a drop before it has. */
  r1: [{ file: LEASE, code: "onDrop(drop);", instead: "setTimeout(() => onDrop(drop), 300);" }],
  /** The end of a user's sessions that finds none returns without waiting for the workers. */
  r3: [
    {
      file: "workers/shareStore.ts",
      code: "endMany: (request) =>",
      instead: `endMany: (request) => true ? book.revoke(() => store.endMany(request),
        ({ ended }) => ended === 0 ? [] : [request.userKey === undefined ? {} : { userKey: request.userKey }]) :`,
    },
  ],
  /** A timer ends the lease in place of the clock: one that comes late where a process stood still. */
  clock: [
    {
      file: LEASE,
      code: "validUntilMs = Math.max(validUntilMs, askedMs + leaseMs);",
      instead: `validUntilMs = 1;
        clearTimeout(globalThis.endOfLease);
        globalThis.endOfLease = setTimeout(() => { validUntilMs = 0; }, askedMs + leaseMs - monotonicMs());`,
    },
    { file: LEASE, code: "monotonicMs() < validUntilMs", instead: "validUntilMs > 0" },
  ],
} as const satisfies Record<string, readonly Omission[]>;

/**
 * No rule, but a line that is slow: what the parent sends reaches every second worker late, in its order. On the line as it
 * is, the system hands a worker that stood still what its parent said before what clients asked later, and all workers
 * hear of an end within a millisecond, which hides what the rules are for.
 */
export const slowLine: readonly Omission[] = [
  {
    file: "server/src/main.ts",
    code: "runWorker(process);",
    instead: "globalThis.lateMs = (cluster.worker.id % 2) * 200; runWorker(process);",
  },
  {
    file: "composition/runWorker.ts",
    code: "line.receive(messages)",
    instead: "setTimeout(() => line.receive(messages), globalThis.lateMs)",
  },
];
