import type { ObservedResponse } from "./ObservedResponse.ts";

/** How much a queue may hold, and who works it off. */
export interface CheckQueueOptions {
  readonly lengthLimit: number;
  /** Bytes of all bodies together. */
  readonly sizeLimitBytes: number;
  /** Runs a task when the requests at hand are served. */
  readonly schedule: (task: () => void) => void;
  readonly check: (response: ObservedResponse) => void;
}

/** Responses that wait for their check. */
export interface CheckQueue {
  /** Takes a response, or drops it when the queue is full. */
  push(response: ObservedResponse): void;
  readonly dropped: () => number;
}

/** Makes a bounded queue that checks one response at a time, between requests and never in one. */
export function createCheckQueue(options: CheckQueueOptions): CheckQueue {
  const waiting: ObservedResponse[] = [];
  let bytes = 0;
  let dropped = 0;
  let scheduled = false;

  const work = () => {
    scheduled = false;
    const next = waiting.shift();
    if (next === undefined) return;
    bytes -= next.body?.length ?? 0;
    if (waiting.length > 0) wake();
    options.check(next);
  };
  const wake = () => {
    if (scheduled) return;
    scheduled = true;
    options.schedule(work);
  };
  const push = (response: ObservedResponse) => {
    const size = response.body?.length ?? 0;
    if (waiting.length >= options.lengthLimit || bytes + size > options.sizeLimitBytes) {
      dropped += 1;
      return;
    }
    waiting.push(response);
    bytes += size;
    wake();
  };
  return { push, dropped: () => dropped };
}
