import type { Store } from "@gatehouse/sessions";
import type { Metrics, StoreCallRecorder } from "./Metrics.ts";

/** What `measureStore` works with. */
export interface MeasureOptions {
  readonly metrics: Pick<Metrics, "storeCalls">;
  /** A clock that only goes forward, in milliseconds: `performance.now`. */
  readonly monotonicMs: () => number;
}

/** Puts a stopwatch around every call about sessions. */
export function measureStore(store: Store, { metrics, monotonicMs }: MeasureOptions): Store {
  const measured = <Request, Result>(
    recorder: StoreCallRecorder,
    call: (request: Request) => Promise<Result>,
  ): ((request: Request) => Promise<Result>) => {
    return async (request) => {
      const start = monotonicMs();
      let failed = true;
      try {
        const result = await call(request);
        failed = false;
        return result;
      } finally {
        recorder.record((monotonicMs() - start) / 1000, failed);
      }
    };
  };
  return {
    create: measured(metrics.storeCalls("create"), (request) => store.create(request)),
    touch: measured(metrics.storeCalls("touch"), (request) => store.touch(request)),
    take: measured(metrics.storeCalls("take"), (request) => store.take(request)),
    list: measured(metrics.storeCalls("list"), (request) => store.list(request)),
    endMany: measured(metrics.storeCalls("endMany"), (request) => store.endMany(request)),
    sweep: measured(metrics.storeCalls("sweep"), (request) => store.sweep(request)),
    close: () => store.close(),
    accounts: store.accounts,
    attempts: store.attempts,
    signInSwitch: store.signInSwitch,
  };
}
