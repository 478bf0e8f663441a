import type {
  AttemptDecision,
  AttemptLimiter,
  AttemptResult,
  AttemptStore,
  Clock,
  SignInAttempt,
} from "@gatehouse/sessions";
import { LOCAL_AUTH_TYPE } from "../identityOf.ts";
import { type AttemptLimits, defaultAttemptLimits } from "./AttemptLimits.ts";
import {
  type Counter,
  type CounterKey,
  createCounter,
  createTurns,
  LOCKED,
  type Turns,
} from "./createCounter.ts";
import { type AttemptKeys, createBuckets, identityKeyOf, keysOf } from "./keysOf.ts";

/** More than this many attempts that wait for others of their pair, all pairs together, are rejected with a time to come back. */
const MAX_WAITING = 1000;
/** How long an attempt waits for others of its pair: what a line for a password check may take. */
const LONGEST_WAIT_MS = 1000;
/** How long the number of locks is remembered; each one within this time is longer than the one before. */
const LOCK_MEMORY_SECONDS = 86_400;
/** Looking through all counts takes some milliseconds when there are many. */
const PRUNE_EVERY_MS = 30_000;
/** How long an address stays familiar for an account after the last sign-in from there. */
const FAMILIAR_SECONDS = 90 * 86_400;

/** The identity that attempts are counted for. */
type Identified = Pick<SignInAttempt, "authType" | "username">;

/** A local account that failed sign-ins have locked, for some addresses or for all. */
interface AccountLock {
  readonly username: string;
  /** When the last lock ends, in Unix milliseconds. */
  readonly untilMs: number;
}

/** A limiter whose locks an operator can lift, and that remembers through a restart. */
export interface LocalAttemptLimiter extends AttemptLimiter {
  /** Lifts every lock of an account, for an administrator at the machine (AUT-08). */
  unlock(account: Identified): Promise<void>;
  /** The locks of local accounts with these names, as they are now. */
  findLocks(usernames: readonly string[]): Promise<readonly AccountLock[]>;
  /** Saves what changed since the last call. Call it about once a second, and before the store is closed. */
  save(): Promise<void>;
}

/** Options of a limiter. */
interface AttemptLimiterOptions {
  /** The store that keeps counts through a restart. */
  readonly store: AttemptStore;
  /** The time, from which the store learns when counts expire. */
  readonly clock: Clock;
  readonly limits?: Partial<AttemptLimits>;
  /** Called with each lock as it begins, with the attempt that brought it about; for the audit trail. */
  readonly onLock?: (attempt: SignInAttempt, lockSeconds: number) => void;
  /** Milliseconds of a clock that never steps. @default `performance.now` */
  readonly monotonicMs?: () => number;
}

interface Limiter {
  readonly monotonicMs: () => number;
  readonly limits: AttemptLimits;
  readonly counters: Readonly<Record<"address" | "account" | "pair" | "lock" | "familiar", Counter>>;
  readonly turns: Turns;
}

/** A pending attempt. */
interface Admitted {
  readonly attempt: SignInAttempt;
  readonly keys: AttemptKeys;
  /** Whether it counts for the account; for local accounts a familiar address may continue beyond that limit. */
  readonly countsForAccount: boolean;
  /** Whether the account was signed in to from this address before. */
  readonly familiar: boolean;
}

/**
 * Counts sign-in attempts in the memory of this process, before any password is checked (AUT-06).
 *
 * The pair of account and address is locked first, so that a client locks out only itself (AUT-08). An account as a
 * whole is locked only under attack from many addresses. Addresses that it signed in from before stay admitted even
 * then. A correct password takes back only its own attempt: sign-ins of the owner give other clients no more guesses
 * (AUT-07). While as many attempts of a pair are being checked as it has failures left, further attempts wait for
 * them: parallel guesses get no extra tries, and parallel correct passwords all succeed.
 */
export async function createAttemptLimiter(options: AttemptLimiterOptions): Promise<LocalAttemptLimiter> {
  const { store, clock } = options;
  const limiter = createLimiter(options);
  const counters = Object.values(limiter.counters);
  const bucketOf = createBuckets(await store.secret());
  for (const entry of await store.load()) {
    limiter.counters[entry.kind as keyof Limiter["counters"]]?.restore(entry, clock.nowMs());
  }

  let prunedAtMs = limiter.monotonicMs();

  async function save(): Promise<void> {
    if (limiter.monotonicMs() - prunedAtMs >= PRUNE_EVERY_MS) {
      prunedAtMs = limiter.monotonicMs();
      for (const counter of counters) counter.prune();
    }
    await store.save(counters.flatMap((counter) => counter.takeChanges(clock.nowMs())));
  }

  return {
    async begin(attempt) {
      const keys = keysOf(bucketOf, attempt);
      const decision = await begin(limiter, { attempt, keys });
      if (decision.kind !== "admitted") return decision;
      const { countsForAccount, familiar } = decision;
      return {
        kind: "admitted",
        familiar,
        async settle(result) {
          const lockSeconds = settle(limiter, { attempt, keys, countsForAccount, familiar }, result);
          if (lockSeconds !== undefined) options.onLock?.(attempt, lockSeconds);
        },
      };
    },
    async unlock({ authType, username }) {
      const account = bucketOf(authType, identityKeyOf(authType, username));
      for (const kind of ["account", "pair", "lock"] as const) limiter.counters[kind].forgetOwner(account);
      await save();
    },
    async findLocks(usernames) {
      const { counters, limits, monotonicMs } = limiter;
      const laterMs = clock.nowMs() - monotonicMs();
      const ofPairs = counters.pair.fullUntilMs(LOCKED);
      const ofAccounts = counters.account.fullUntilMs(limits.failuresPerAccount);
      return usernames.flatMap((username) => {
        const account = bucketOf(LOCAL_AUTH_TYPE, identityKeyOf(LOCAL_AUTH_TYPE, username));
        const endMs = Math.max(ofPairs.get(account) ?? 0, ofAccounts.get(account) ?? 0);
        return endMs === 0 ? [] : [{ username, untilMs: Math.ceil(endMs + laterMs) }];
      });
    },
    save,
  };
}

function createLimiter({
  monotonicMs = () => performance.now(),
  ...options
}: AttemptLimiterOptions): Limiter {
  const limits = { ...defaultAttemptLimits, ...options.limits };
  const counter = (kind: string, forgetAfterSeconds = limits.windowSeconds) =>
    createCounter({ kind, forgetAfterSeconds, monotonicMs });
  return {
    monotonicMs,
    limits,
    counters: {
      address: counter("address"),
      account: counter("account"),
      pair: counter("pair"),
      lock: counter("lock", LOCK_MEMORY_SECONDS),
      familiar: counter("familiar", FAMILIAR_SECONDS),
    },
    turns: createTurns(),
  };
}

const ofAddress = ({ address }: AttemptKeys): CounterKey => ({ bucket: address, owner: "" });
const ofAccount = ({ account }: AttemptKeys): CounterKey => ({ bucket: account, owner: account });
const ofPair = ({ pair, account }: AttemptKeys): CounterKey => ({ bucket: pair, owner: account });

type Begun =
  | { readonly kind: "admitted"; readonly countsForAccount: boolean; readonly familiar: boolean }
  | Exclude<AttemptDecision, { readonly kind: "admitted" }>;

async function begin(
  limiter: Limiter,
  { attempt, keys }: Pick<Admitted, "attempt" | "keys">,
): Promise<Begun> {
  const { counters, limits } = limiter;
  const address = counters.address.take(ofAddress(keys), limits.failuresPerAddress);
  if (!address.taken) return { kind: "limited", retryAfterSeconds: address.waitSeconds };
  const pair = await takePair(limiter, keys);
  if (pair === "locked") {
    counters.address.keep(ofAddress(keys));
    return { kind: "locked" };
  }
  if (pair === "crowded") {
    counters.address.giveBack(ofAddress(keys));
    return { kind: "limited", retryAfterSeconds: 1 };
  }
  const familiar = counters.familiar.count(ofPair(keys)) > 0;
  const { taken } = counters.account.take(ofAccount(keys), mostOf(limits, { attempt, familiar }));
  if (taken || (familiar && isLocal(attempt))) return { kind: "admitted", countsForAccount: taken, familiar };
  counters.pair.giveBack(ofPair(keys));
  counters.address.keep(ofAddress(keys));
  limiter.turns.end(keys.pair);
  return { kind: "locked" };
}

/** Counts the attempt for its pair as soon as its turn comes. */
async function takePair(limiter: Limiter, keys: AttemptKeys): Promise<"taken" | "locked" | "crowded"> {
  const { counters, limits, turns, monotonicMs } = limiter;
  const giveUpAtMs = monotonicMs() + LONGEST_WAIT_MS;
  for (;;) {
    if (counters.pair.take(ofPair(keys), limits.failuresPerPair).taken) {
      turns.begin(keys.pair);
      return "taken";
    }
    if (turns.underWay(keys.pair) === 0) return "locked";
    const leftMs = giveUpAtMs - monotonicMs();
    if (leftMs <= 0 || turns.waiting >= MAX_WAITING) return "crowded";
    await turns.next(keys.pair, leftMs);
  }
}

/** @returns for how many seconds this attempt locked its pair or its account, if it did */
function settle(limiter: Limiter, admitted: Admitted, result: AttemptResult): number | undefined {
  const { keys, countsForAccount } = admitted;
  const { counters, turns, limits } = limiter;
  const othersUnderWay = turns.underWay(keys.pair) - 1;
  try {
    if (result === "refused") {
      endCounts(limiter, admitted, "keep");
      const failures = counters.pair.count(ofPair(keys)) - othersUnderWay;
      const accountLock = countsForAccount ? accountLockSeconds(limiter, admitted) : undefined;
      return failures >= limits.failuresPerPair ? lockPair(limiter, keys) : accountLock;
    }
    if (result === "accepted") counters.familiar.renew(ofPair(keys));
    endCounts(limiter, admitted, "giveBack");
    return undefined;
  } finally {
    turns.end(keys.pair);
  }
}

function endCounts({ counters }: Limiter, admitted: Admitted, how: "keep" | "giveBack"): void {
  const { keys, countsForAccount } = admitted;
  counters.pair[how](ofPair(keys));
  if (countsForAccount) counters.account[how](ofAccount(keys));
  counters.address[how](ofAddress(keys));
}

/**
 * The last tolerated failure of an account locks it for the whole window. Failures for an account of another provider
 * are remembered until there was none for a whole window: a window that ends must not let as many through at once
 * again.
 */
function accountLockSeconds({ counters, limits }: Limiter, admitted: Admitted): number | undefined {
  const key = ofAccount(admitted.keys);
  const isLast = counters.account.count(key) === mostOf(limits, admitted);
  if (isLast || !isLocal(admitted.attempt)) counters.account.extend(key);
  return isLast ? limits.windowSeconds : undefined;
}

const isLocal = ({ authType }: SignInAttempt): boolean => authType === LOCAL_AUTH_TYPE;

function mostOf(
  limits: AttemptLimits,
  { attempt, familiar }: Pick<Admitted, "attempt" | "familiar">,
): number {
  if (isLocal(attempt)) return limits.failuresPerAccount;
  return familiar ? limits.failuresPerForeignAccount : limits.unfamiliarFailuresPerForeignAccount;
}

function lockPair({ counters, limits }: Limiter, keys: AttemptKeys): number {
  counters.lock.take(ofPair(keys), LOCKED);
  counters.lock.keep(ofPair(keys));
  const doublings = counters.lock.count(ofPair(keys)) - 1;
  const seconds = Math.min(limits.firstLockSeconds * 2 ** doublings, limits.longestLockSeconds);
  counters.pair.lock(ofPair(keys), seconds);
  return seconds;
}
