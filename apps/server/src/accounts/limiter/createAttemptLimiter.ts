import type {
  AttemptLimiter,
  AttemptResult,
  AttemptVerdict,
  RandomBytes,
  SignInAttempt,
} from "@gatehouse/sessions";
import { type AttemptLimits, defaultAttemptLimits } from "./AttemptLimits.ts";
import { addressKeyOf } from "./addressKeyOf.ts";
import { createBuckets } from "./createBuckets.ts";
import { type Counter, createCounter } from "./createCounter.ts";
import { createFamiliarPairs, type FamiliarPairs } from "./createFamiliarPairs.ts";
import { createKeyedQueue, type KeyedQueue } from "./createKeyedQueue.ts";
import { createTurns, type Turns } from "./createTurns.ts";

/** More than this many attempts that wait for others of their pair, all pairs together, are told to come back. */
const MAX_WAITING = 1000;
/** How long an attempt waits for others of its pair: what a line for a password check may take. */
const LONGEST_WAIT_MS = 1000;
/** How long the number of locks is remembered; each one within this time is longer than the one before. */
const LOCK_MEMORY_SECONDS = 86_400;

/** A limiter that can be told to forgive. */
export interface LocalAttemptLimiter extends AttemptLimiter {
  /** Lifts every lock of an account, for an administrator at the machine (AUT-08). */
  unlock(account: { readonly authType: string; readonly username: string }): Promise<void>;
}

/** What a limiter is made of. */
export interface AttemptLimiterOptions {
  readonly randomBytes: RandomBytes;
  readonly limits?: Partial<AttemptLimits>;
  /** Told of each lock as it begins, with the attempt that brought it about; for the audit trail. */
  readonly onLock?: (attempt: SignInAttempt, lockSeconds: number) => void;
  /** Milliseconds of a clock that never steps. @default `performance.now` */
  readonly monotonicMs?: () => number;
}

interface Limiter {
  readonly monotonicMs: () => number;
  readonly limits: AttemptLimits;
  readonly addresses: Counter;
  readonly accounts: Counter;
  readonly pairs: Counter;
  readonly locks: Counter;
  readonly turns: Turns;
  readonly queue: KeyedQueue;
  readonly familiar: FamiliarPairs;
}

interface AttemptKeys {
  readonly address: string;
  readonly account: string;
  readonly pair: string;
}

/**
 * Counts sign-in attempts in the memory of this process, before any password is looked at (AUT-06).
 *
 * The pair of account and address is locked first, so that a stranger locks out himself and nobody else (AUT-08). An
 * account as a whole is locked only under attack from many addresses, and even then those who signed in from their
 * address before go on. While as many attempts of a pair are being checked as it has failures left, further ones
 * wait for them: parallel guesses get no extra tries, parallel right passwords all get in.
 */
export function createAttemptLimiter(options: AttemptLimiterOptions): LocalAttemptLimiter {
  const limiter = createLimiter(options);
  const bucketOf = createBuckets(options.randomBytes(32));
  const pardons = new Map<string, number>();

  function keysOf({ authType, username, clientAddress }: SignInAttempt): AttemptKeys {
    const address = addressKeyOf(clientAddress);
    const account = bucketOf(authType, username);
    const pardon = String(pardons.get(account) ?? 0);
    return { address: bucketOf(address), account, pair: bucketOf(authType, username, address, pardon) };
  }

  return {
    begin: (attempt) => begin(limiter, keysOf(attempt)),
    async settle(attempt, result) {
      const lockSeconds = await settle(limiter, keysOf(attempt), result);
      if (lockSeconds !== undefined) options.onLock?.(attempt, lockSeconds);
    },
    async unlock({ authType, username }) {
      const account = bucketOf(authType, username);
      pardons.set(account, (pardons.get(account) ?? 0) + 1);
      await limiter.accounts.forget(account);
    },
  };
}

function createLimiter({
  monotonicMs = () => performance.now(),
  ...options
}: AttemptLimiterOptions): Limiter {
  const limits = { ...defaultAttemptLimits, ...options.limits };
  const counter = (most: number, forgetAfterSeconds = limits.windowSeconds) =>
    createCounter({ most, forgetAfterSeconds });
  return {
    monotonicMs,
    limits,
    addresses: counter(limits.failuresPerAddress),
    accounts: counter(limits.failuresPerAccount),
    pairs: counter(limits.failuresPerPair),
    locks: counter(Number.MAX_SAFE_INTEGER, LOCK_MEMORY_SECONDS),
    turns: createTurns(),
    queue: createKeyedQueue(),
    familiar: createFamiliarPairs(),
  };
}

async function begin(limiter: Limiter, keys: AttemptKeys): Promise<AttemptVerdict> {
  const address = await limiter.addresses.take(keys.address);
  if (!address.taken) return { kind: "limited", retryAfterSeconds: address.waitSeconds };
  const pair = await takePair(limiter, keys.pair);
  if (pair !== "taken") {
    if (pair === "locked") return { kind: "locked" };
    await limiter.addresses.giveBack(keys.address);
    return { kind: "limited", retryAfterSeconds: 1 };
  }
  const account = await limiter.accounts.take(keys.account);
  if (account.taken || limiter.familiar.has(keys.pair)) return { kind: "admitted" };
  await endTurn(limiter, keys.pair, () => limiter.pairs.giveBack(keys.pair));
  return { kind: "locked" };
}

/** Counts the attempt for its pair as soon as its turn comes. */
async function takePair(limiter: Limiter, pair: string): Promise<"taken" | "locked" | "crowded"> {
  const giveUpAtMs = limiter.monotonicMs() + LONGEST_WAIT_MS;
  for (;;) {
    const answer = await limiter.queue.run(pair, () => tryPair(limiter, pair));
    if (answer !== "wait") return answer;
    const leftMs = giveUpAtMs - limiter.monotonicMs();
    if (leftMs <= 0 || limiter.turns.waiting >= MAX_WAITING) return "crowded";
    await limiter.turns.next(pair, leftMs);
  }
}

async function tryPair({ pairs, turns }: Limiter, pair: string): Promise<"taken" | "locked" | "wait"> {
  if (!(await pairs.take(pair)).taken) return turns.underWay(pair) === 0 ? "locked" : "wait";
  turns.begin(pair);
  return "taken";
}

/** The count is put right before those who wait look at it. */
async function endTurn({ queue, turns }: Limiter, pair: string, correct: () => Promise<void>): Promise<void> {
  try {
    await queue.run(pair, correct);
  } finally {
    turns.end(pair);
  }
}

/** @returns for how many seconds this attempt locked its pair or its account, if it did */
async function settle(
  limiter: Limiter,
  keys: AttemptKeys,
  result: AttemptResult,
): Promise<number | undefined> {
  let lockSeconds: number | undefined;
  await endTurn(limiter, keys.pair, async () => {
    lockSeconds = await correctPair(limiter, keys.pair, result);
  });
  if (result === "refused") return lockSeconds ?? accountLockSeconds(limiter, keys.account);
  if (result === "accepted") limiter.familiar.add(keys.pair);
  await limiter.accounts.giveBack(keys.account);
  await limiter.addresses.giveBack(keys.address);
  return undefined;
}

/** The last failure that an account bears locks it until the first one is forgotten. */
async function accountLockSeconds(
  { accounts, limits }: Limiter,
  account: string,
): Promise<number | undefined> {
  return (await accounts.count(account)) === limits.failuresPerAccount ? limits.windowSeconds : undefined;
}

/** @returns for how many seconds the pair is locked now, if it is */
async function correctPair(
  limiter: Limiter,
  pair: string,
  result: AttemptResult,
): Promise<number | undefined> {
  const { pairs, turns, locks, limits } = limiter;
  const othersUnderWay = turns.underWay(pair) - 1;
  switch (result) {
    case "unchecked":
      await pairs.giveBack(pair);
      return undefined;
    case "accepted":
      await locks.forget(pair);
      await pairs.set(pair, othersUnderWay);
      return undefined;
    case "refused":
      if ((await pairs.count(pair)) - othersUnderWay < limits.failuresPerPair) return undefined;
      return lockPair(limiter, pair);
  }
}

async function lockPair({ pairs, locks, limits }: Limiter, pair: string): Promise<number> {
  await locks.take(pair);
  const doublings = (await locks.count(pair)) - 1;
  const seconds = Math.min(limits.firstLockSeconds * 2 ** doublings, limits.longestLockSeconds);
  await pairs.lock(pair, seconds);
  return seconds;
}
