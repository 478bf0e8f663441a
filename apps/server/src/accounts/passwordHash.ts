import { argon2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Account, RandomBytes } from "@gatehouse/sessions";

/** Lets a limited number of password checks run at once and a short line wait (OPS-04). */
export interface HashingGate {
  /** Runs the work when it is its turn, or turns it away at once when the line is too long. */
  run<T>(work: () => Promise<T>, order?: GateOrder): Promise<GateResult<T>>;
  /** How many wait now, for a metric. */
  readonly waiting: number;
  /** How many run now, for a metric. */
  readonly running: number;
}

/**
 * `first` for work that precedes all other waiting work, in a queue of its own: a user who signed in from this address
 * before must not wait behind a flood of unknown clients (AUT-08).
 */
type GateOrder = "first" | "in-turn";

/** The outcome of the work. */
type GateResult<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "busy"; readonly retryAfterSeconds: number };

/** The longest queue, in time: a longer wait is useless. */
const LINE_MS = 1000;

/** The assumed duration of a check before the first measurement. */
const FIRST_GUESS_MS = 60;

/** Weight of the newest measurement. */
const SMOOTHING = 0.1;

/** Options of a gate. */
interface HashingGateOptions {
  /** How many checks run at once, see `hashingConcurrencyOf`. */
  readonly concurrency: number;
  /** Milliseconds of a clock that never steps, such as `performance.now`. */
  readonly monotonicMs: () => number;
}

/** The size of Node's thread pool unless `UV_THREADPOOL_SIZE` says otherwise. */
const DEFAULT_POOL_THREADS = 4;

/** The machine a gate is sized for. */
interface HashingMachine {
  readonly cores: number;
  readonly poolThreads?: number;
}

const argon2Async = promisify(argon2);

const SALT_BYTES = 16;
const DIGEST_BYTES = 32;
const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** 1 GiB: a hash with more was made to exhaust the memory of this machine. */
const MOST_KIBIBYTES = 1_048_576;

/** The cost of one argon2id hash. */
export interface Argon2Parameters {
  readonly memoryKibibytes: number;
  readonly passes: number;
  readonly lanes: number;
}

/** 19 MiB, 2 passes, 1 lane: the least that OWASP's password storage guidance allows for argon2id (AUT-01). */
export const defaultArgon2Parameters: Argon2Parameters = { memoryKibibytes: 19_456, passes: 2, lanes: 1 };

/** An argon2id hash with everything needed to check a password against it. */
interface PasswordHash {
  readonly parameters: Argon2Parameters;
  readonly salt: Buffer;
  readonly digest: Buffer;
}

/** Reads a PHC string of argon2id version 19; nothing for any other text. */
export function parsePasswordHash(text: string): PasswordHash | undefined {
  const [, memory, passes, lanes, salt, digest] = PHC.exec(text) ?? [];
  if (salt === undefined || digest === undefined) return undefined;
  const parameters = { memoryKibibytes: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  const isPossible =
    parameters.lanes >= 1 &&
    parameters.passes >= 1 &&
    parameters.memoryKibibytes >= 8 * parameters.lanes &&
    parameters.memoryKibibytes <= MOST_KIBIBYTES;
  if (!isPossible) return undefined;
  return { parameters, salt: Buffer.from(salt, "base64"), digest: Buffer.from(digest, "base64") };
}

/** Writes a hash as a PHC string, `$argon2id$v=19$m=…,t=…,p=…$salt$digest` (AUT-01). */
export function formatPasswordHash({ parameters, salt, digest }: PasswordHash): string {
  const { memoryKibibytes, passes, lanes } = parameters;
  const unpadded = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
  return `$argon2id$v=19$m=${memoryKibibytes},t=${passes},p=${lanes}$${unpadded(salt)}$${unpadded(digest)}`;
}

/** Checks and makes hashes, a limited number at a time. */
export interface PasswordChecker {
  /** Whether this is the password of the account, see `CheckRequest`. */
  check(request: CheckRequest): Promise<GateResult<PasswordCheck>>;
  /** A PHC string of the password with the parameters of today. */
  hash(password: string): Promise<GateResult<string>>;
}

/** The values of a check. */
interface CheckRequest {
  /** As sent: no trimming, no normalisation, no truncation (AUT-02). */
  readonly password: string;
  /** Without one the check costs the same and is never right. */
  readonly account: Account | undefined;
  /** Whether a right password opens a session; where it does not, the check costs what a wrong one costs. */
  readonly mayEnter: boolean;
  /** All accounts: their hashes say which parameters are in use. */
  readonly accounts: readonly Account[];
  /** Whether the account signed in from this address before; such checks go first (AUT-08). */
  readonly familiar: boolean;
}

/** The result of a check, with a stronger hash where the one that is kept is weaker than today's parameters. */
export interface PasswordCheck {
  readonly isRight: boolean;
  readonly renewedHash?: string;
}

/** Options of a checker. */
interface PasswordCheckerOptions {
  readonly gate: HashingGate;
  /** The parameters of today. */
  readonly parameters: Argon2Parameters;
  readonly randomBytes: RandomBytes;
  /** @default argon2id, outside the main thread */
  readonly computeDigest?: ComputeDigest;
}

/** Computes a digest of a password. */
export type ComputeDigest = (password: string, options: DigestOptions) => Promise<Buffer>;

/**
 * A checker behind a gate.
 *
 * Every rejection computes one digest with each set of parameters in use: the account's own digest for its own set, and
 * a decoy for every other set. So time does not distinguish known from unknown names, even while hashes of several
 * strengths are stored (AUT-04).
 */
export function createPasswordChecker(options: PasswordCheckerOptions): PasswordChecker {
  const { gate, parameters, randomBytes, computeDigest = computeArgon2 } = options;
  const decoySalt = randomBytes(SALT_BYTES);
  const inUse = createParametersInUse(parameters);

  async function hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const digest = await computeDigest(password, { parameters, salt, digestBytes: DIGEST_BYTES });
    return formatPasswordHash({ parameters, salt, digest });
  }

  async function check({ password, account, mayEnter, accounts }: CheckRequest): Promise<PasswordCheck> {
    const own = account === undefined ? undefined : parsePasswordHash(account.passwordHash);
    const isRight = own !== undefined && (await verifyPassword(password, own, computeDigest));
    if (isRight && mayEnter) {
      return needsRehash(own, parameters) ? { isRight, renewedHash: await hash(password) } : { isRight };
    }
    for (const other of inUse(accounts)) {
      if (own !== undefined && keyOf(other) === keyOf(own.parameters)) continue;
      await computeDigest(password, { parameters: other, salt: decoySalt, digestBytes: DIGEST_BYTES });
    }
    return { isRight };
  }

  return {
    check: (request) => gate.run(() => check(request), request.familiar ? "first" : "in-turn"),
    hash: (password) => gate.run(() => hash(password)),
  };
}

/** The sets of parameters that hashes of accounts have, and today's; found once for each list of accounts. */
function createParametersInUse(
  today: Argon2Parameters,
): (accounts: readonly Account[]) => readonly Argon2Parameters[] {
  const known = new WeakMap<readonly Account[], readonly Argon2Parameters[]>();
  return (accounts) => {
    const found = known.get(accounts);
    if (found !== undefined) return found;
    const sets = new Map([[keyOf(today), today]]);
    for (const { passwordHash } of accounts) {
      const parameters = parsePasswordHash(passwordHash)?.parameters;
      if (parameters !== undefined) sets.set(keyOf(parameters), parameters);
    }
    const inUse = [...sets.values()];
    known.set(accounts, inUse);
    return inUse;
  };
}

function keyOf({ memoryKibibytes, passes, lanes }: Argon2Parameters): string {
  return `${memoryKibibytes},${passes},${lanes}`;
}

/** Whether a hash is weaker than the parameters of today (AUT-01). A stronger one is kept. */
function needsRehash({ parameters }: PasswordHash, today: Argon2Parameters): boolean {
  return parameters.memoryKibibytes < today.memoryKibibytes || parameters.passes < today.passes;
}

/** Whether this is the password of the hash. Compares in constant time. */
export async function verifyPassword(
  password: string,
  { parameters, salt, digest }: PasswordHash,
  computeDigest: ComputeDigest = computeArgon2,
): Promise<boolean> {
  const computed = await computeDigest(password, { parameters, salt, digestBytes: digest.length });
  return timingSafeEqual(computed, digest);
}

/** Options for the computation of a digest. */
interface DigestOptions extends Pick<PasswordHash, "parameters" | "salt"> {
  readonly digestBytes: number;
}

/** The argon2id digest of a password, computed outside the main thread. */
function computeArgon2(password: string, { parameters, salt, digestBytes }: DigestOptions): Promise<Buffer> {
  return argon2Async("argon2id", {
    message: Buffer.from(password, "utf8"),
    nonce: salt,
    memory: parameters.memoryKibibytes,
    passes: parameters.passes,
    parallelism: parameters.lanes,
    tagLength: digestBytes,
  });
}

/** An open gate. The line is as long as about one second of work, measured while running. */
export function createHashingGate({ concurrency, monotonicMs }: HashingGateOptions): HashingGate {
  const lines: Readonly<Record<GateOrder, (() => void)[]>> = { first: [], "in-turn": [] };
  let running = 0;
  let usualMs = FIRST_GUESS_MS;

  const maxWaiting = () => Math.max(1, Math.floor((LINE_MS / usualMs) * concurrency));

  async function enter(order: GateOrder): Promise<void> {
    if (running >= concurrency) await new Promise<void>((resolve) => lines[order].push(resolve));
    else running += 1;
  }

  /** Passes the slot directly to the next in the queue, so that no other caller can take it. */
  function leave(): void {
    const next = lines.first.shift() ?? lines["in-turn"].shift();
    if (next === undefined) running -= 1;
    else next();
  }

  return {
    get waiting() {
      return lines.first.length + lines["in-turn"].length;
    },
    get running() {
      return running;
    },
    async run<T>(work: () => Promise<T>, order: GateOrder = "in-turn"): Promise<GateResult<T>> {
      if (running >= concurrency && lines[order].length >= maxWaiting()) {
        return { kind: "busy", retryAfterSeconds: Math.ceil(LINE_MS / 1000) };
      }
      await enter(order);
      const startedMs = monotonicMs();
      try {
        return { kind: "done", value: await work() };
      } finally {
        usualMs += SMOOTHING * (monotonicMs() - startedMs - usualMs);
        leave();
      }
    },
  };
}

/**
 * How many password checks may run at once: all cores but one, and one thread of the pool less than there are.
 * Files and name look-ups use the same pool, and wait behind every hash that takes its last thread.
 */
export function hashingConcurrencyOf({ cores, poolThreads = DEFAULT_POOL_THREADS }: HashingMachine): number {
  return Math.max(1, Math.min(cores - 1, poolThreads - 1));
}
