import { liveWindowAt, type SessionLimits, type Store, type TouchRequest } from "@gatehouse/sessions";
import type { Renewal, RenewalRequest } from "./createLease.ts";
import type { LeaseBook, NumberedDrop, Use } from "./createLeaseBook.ts";
import type { Touched } from "./createLeasedStore.ts";
import { portCalls, storePorts } from "./ports.ts";

/** The dependencies of `serveStore`. */
interface StoreServiceOptions {
  /** The store that `shareStore` created. */
  readonly store: Store;
  readonly book: LeaseBook;
  readonly limits: SessionLimits;
  /** The clock that sessions go by, Unix milliseconds. */
  readonly nowMs: () => number;
  /** Sends the worker a drop. */
  readonly sendDrop: (drop: NumberedDrop) => void;
  /** Called with each renewal. */
  readonly onRenew?: (request: RenewalRequest) => void;
}

/** Handles the calls of one worker until its process ends. */
interface StoreService {
  readonly calls: ReadonlyMap<string, (input: never) => unknown>;
  /** The handlers of its notifications. */
  readonly notifications: ReadonlyMap<string, (input: never) => void>;
  /** Its process has ended. */
  gone(): void;
}

/** How often a use is written down at most, as a share of the idle limit; a crash loses as much. */
const WRITES_PER_IDLE_LIMIT = 10;

/** Handles the calls of `createLeasedStore` of one worker. */
export function serveStore(options: StoreServiceOptions): StoreService {
  const { store, book, limits, nowMs, sendDrop, onRenew } = options;
  const holder = book.add(sendDrop);
  const writeIntervalMs = (limits.idleTimeoutSeconds * 1000) / WRITES_PER_IDLE_LIMIT;
  let using: Promise<unknown> = Promise.resolve();
  return {
    calls: new Map<string, (input: never) => unknown>([
      ...portCalls(storePorts(store)),
      [
        "renew",
        (request: RenewalRequest): Renewal => {
          holder.renew(request.cursor);
          onRenew?.(request);
          return { number: book.number(), nowMs: nowMs() };
        },
      ],
      [
        "touch",
        async (request: TouchRequest): Promise<Touched> => {
          const number = book.number();
          return { record: await store.touch(request), number };
        },
      ],
      ["flush", () => using],
    ]),
    notifications: new Map<string, (input: never) => void>([
      ["applied", holder.applied],
      [
        "used",
        (uses: readonly Use[]) => {
          const touches = uses.map(([tokenHash, atMs]) =>
            store.touch({ tokenHash, window: liveWindowAt(atMs, limits), writeIntervalMs }),
          );
          // A use that is lost costs the session a part of its idle limit, and nothing else.
          using = Promise.allSettled(touches);
        },
      ],
    ]),
    gone: holder.gone,
  };
}
