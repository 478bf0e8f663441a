import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** Counts failures per key and forgets them after a while. */
export interface Counter {
  /** Counts one more if that is allowed; answers how long to wait, and counts nothing, where it is not. Atomic. */
  take(key: string): Promise<CounterAnswer>;
  /** Takes one back; a key with nothing left is forgotten. */
  giveBack(key: string): Promise<void>;
  /** How many are counted. */
  count(key: string): Promise<number>;
  /** Sets the count, for the usual time. */
  set(key: string, count: number): Promise<void>;
  /** Allows nothing for a time. */
  lock(key: string, seconds: number): Promise<void>;
  forget(key: string): Promise<void>;
}

/** Counted, or not and for how long. */
export type CounterAnswer =
  | { readonly taken: true }
  | { readonly taken: false; readonly waitSeconds: number };

/** What a counter allows. */
export interface CounterOptions {
  readonly most: number;
  readonly forgetAfterSeconds: number;
}

/** A counter in the memory of this process. */
export function createCounter({ most, forgetAfterSeconds }: CounterOptions): Counter {
  const limiter = new RateLimiterMemory({ points: most, duration: forgetAfterSeconds });

  async function count(key: string): Promise<number> {
    return (await limiter.get(key))?.consumedPoints ?? 0;
  }

  return {
    async take(key) {
      try {
        await limiter.consume(key);
        return { taken: true };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        await limiter.reward(key);
        return { taken: false, waitSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
      }
    },
    async giveBack(key) {
      const { consumedPoints } = await limiter.reward(key);
      if (consumedPoints <= 0) await limiter.delete(key);
    },
    count,
    async set(key, value) {
      if (value === 0) await limiter.delete(key);
      else await limiter.set(key, value, forgetAfterSeconds);
    },
    async lock(key, seconds) {
      await limiter.block(key, seconds);
    },
    async forget(key) {
      await limiter.delete(key);
    },
  };
}
