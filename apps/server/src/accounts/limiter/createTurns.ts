/** Counts what is under way for a key, and lets others wait for it. */
export interface Turns {
  /** How many are under way. */
  underWay(key: string): number;
  begin(key: string): void;
  /** Ends one, and wakes everybody who waits. */
  end(key: string): void;
  /** Fulfilled when one that is under way ends, or when the time is over. */
  next(key: string, longestMs: number): Promise<void>;
  /** How many wait, for all keys together. */
  readonly waiting: number;
}

interface Turn {
  underWay: number;
  readonly wake: (() => void)[];
}

/** Nothing under way. A key without anything under way takes no memory. */
export function createTurns(): Turns {
  const turns = new Map<string, Turn>();
  let waiting = 0;

  return {
    underWay: (key) => turns.get(key)?.underWay ?? 0,
    begin(key) {
      const turn = turns.get(key) ?? { underWay: 0, wake: [] };
      turn.underWay += 1;
      turns.set(key, turn);
    },
    end(key) {
      const turn = turns.get(key);
      if (turn === undefined) return;
      turn.underWay -= 1;
      if (turn.underWay === 0) turns.delete(key);
      for (const wake of turn.wake.splice(0)) wake();
    },
    async next(key, longestMs) {
      const turn = turns.get(key);
      if (turn === undefined) return;
      waiting += 1;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, longestMs);
        turn.wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
      waiting -= 1;
    },
    get waiting() {
      return waiting;
    },
  };
}
