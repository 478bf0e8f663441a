import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Operation } from "@gatehouse/contract";
import { type Difference, differenceFingerprint } from "@gatehouse/contract";
import { ResponseViolationError } from "../errors.ts";
import { createOperationFinder } from "../request/createOperationFinder.ts";
import { checkResponse, type ObservedResponse, redactDifference } from "./checkResponse.ts";
import { createUnroutedOperation } from "./createUnroutedOperation.ts";
import { interceptResponse, type SeenResponse } from "./interceptResponse.ts";
import type { Finding, ResponseGuard, ResponseGuardOptions, ViolationResponder } from "./ResponseGuard.ts";

const HELD_BODY_LIMIT_BYTES = 4_194_304;

/** Without a router there is no envelope to respond in. */
const respondBare: ViolationResponder = (_violation, _req, res) => {
  res.writeHead(500, { "content-length": "0" }).end();
};

/** A response that is watched, or was left out of the sample. */
interface Watch {
  /** The operation that the response is compared with; set anew where the router knows better. */
  operation: Operation;
  readonly isObserved: boolean;
}

/**
 * Makes a guard that compares what leaves the server with the document: status, headers, media type and body of every
 * response, from any part of the application.
 */
export function createResponseGuard(options: ResponseGuardOptions): ResponseGuard {
  const { contract, mode: usualMode, modes = {} } = options;
  const unrouted = createUnroutedOperation(contract, options.unroutedResponses);
  const findOperation = createOperationFinder(contract);
  const tally = createTally(options);
  const reporter = createReporter(options, tally);
  // A property of each guard's own: a WeakMap took 3 % of the time of a request.
  const WATCH: unique symbol = Symbol("watch");
  type Watched = ServerResponse & { [WATCH]?: Watch };
  let respond = respondBare;
  const enforce = createEnforcer(options, tally, (...args) => respond(...args));

  const begin = (req: IncomingMessage, res: ServerResponse, operation: Operation | undefined) => {
    const mode = operation === undefined ? "off" : (modes[operation.id] ?? usualMode);
    if (mode === "off" || operation === undefined) return;
    const isObserved = mode === "enforce" || reporter.isChosen();
    const watch: Watch = { operation, isObserved };
    (res as Watched)[WATCH] = watch;
    if (!isObserved) return;
    if (mode === "enforce") return enforce(req, res, watch);
    const requestMethod = req.method ?? "GET";
    interceptResponse(res, {
      bodyLimitBytes: reporter.bodyLimitBytes,
      onEnd: (seen) => reporter.push({ ...seen, operation: watch.operation, requestMethod }),
    });
  };

  return {
    enforces: [usualMode, ...Object.values(modes)].includes("enforce"),
    watch: (req, res, operation) => {
      const known = (res as Watched)[WATCH];
      if (known === undefined) begin(req, res, operation ?? unrouted);
      else if (operation !== undefined) known.operation = operation;
    },
    middleware: (req, res, next) => {
      const { match } = findOperation(req);
      if ((res as Watched)[WATCH] === undefined)
        begin(req, res, match.kind === "operation" ? match.operation : unrouted);
      next();
    },
    groups: tally.groups,
    statistics: () => ({ ...tally.counts, dropped: reporter.dropped() }),
    respondToViolationsWith: (responder) => {
      respond = responder;
    },
  };
}

/** Makes the function that holds a response back and lets it go, or has another one sent in its place. */
function createEnforcer(
  { bodyLimitBytes = HELD_BODY_LIMIT_BYTES }: ResponseGuardOptions,
  tally: Tally,
  respond: ViolationResponder,
) {
  return (req: IncomingMessage, res: ServerResponse, watch: Watch): void => {
    const check = (seen: SeenResponse) =>
      checkResponse({ ...seen, operation: watch.operation, requestMethod: req.method ?? "GET" });
    interceptResponse(res, {
      bodyLimitBytes,
      holder: {
        accepts: (seen) => {
          const differences = check(seen);
          tally.add("enforce", differences);
          return differences.length === 0;
        },
        replace: (seen) => {
          const { id } = watch.operation;
          respond(new ResponseViolationError(id, seen.status, check(seen)), req, res);
        },
      },
      // The head was checked before it left.
      onEnd: (seen) => {
        const found = check(seen).filter(({ responsePointer }) => responsePointer.startsWith("/body"));
        if (found.length > 0) tally.add("enforce", found);
      },
    });
  };
}

const BODY_LIMIT_BYTES = 65_536;
const QUEUE_LIMIT = 256;
const CHECKS_PER_SECOND_LIMIT = 100;
const GROUP_LIMIT = 500;
const FINGERPRINT_LENGTH = 12;
/** All waiting bodies together may take as much as this many of the longest ones. */
const FULL_BODIES_IN_QUEUE = 32;

/** Counts what was checked and found. */
export interface Tally {
  add(mode: Finding["mode"], differences: readonly Difference[]): void;
  readonly counts: { readonly checked: number; readonly findings: number };
  /** One finding for each fingerprint, the last of its kind, in the order in which they were first seen. */
  groups(): readonly Finding[];
}

/** Makes a tally that keeps at most `groupLimit` fingerprints; later ones are reported and not kept. */
export function createTally({ groupLimit = GROUP_LIMIT, onFinding }: ResponseGuardOptions): Tally {
  const counts = { checked: 0, findings: 0 };
  const groups = new Map<string, Finding>();
  const add: Tally["add"] = (mode, differences) => {
    counts.checked += 1;
    for (const difference of differences) {
      const fingerprint = fingerprintOf(difference);
      const count = (groups.get(fingerprint)?.count ?? 0) + 1;
      const finding: Finding = { mode, fingerprint, count, difference };
      if (count > 1 || groups.size < groupLimit) groups.set(fingerprint, finding);
      counts.findings += 1;
      onFinding(finding);
    }
  };
  return { add, counts, groups: () => [...groups.values()] };
}

/** A short name for a difference: the same for all array items, and without any value of the response. */
function fingerprintOf(difference: Difference): string {
  const text = differenceFingerprint(difference);
  return createHash("sha256").update(text).digest("hex").slice(0, FINGERPRINT_LENGTH);
}

/** Checks responses after they left. */
export interface Reporter {
  readonly bodyLimitBytes: number;
  /** Whether the next response is one to check. */
  readonly isChosen: () => boolean;
  push(response: ObservedResponse): void;
  /** Chosen by rate, and then not checked. */
  readonly dropped: () => number;
}

/** Makes a reporter; the tally gets the differences of each response, without the values that came. */
function createReporter(options: ResponseGuardOptions, tally: Tally): Reporter {
  const { bodyLimitBytes = BODY_LIMIT_BYTES, queueLimit = QUEUE_LIMIT, schedule = setImmediate } = options;
  const queue = createCheckQueue({
    lengthLimit: queueLimit,
    sizeLimitBytes: FULL_BODIES_IN_QUEUE * bodyLimitBytes,
    schedule,
    check: (response) => tally.add("report", checkResponse(response).map(redactDifference)),
  });
  const { isChosen, spared } = createChoice(options);
  return { bodyLimitBytes, isChosen, push: queue.push, dropped: () => queue.dropped() + spared() };
}

/** Makes the choice of responses: a share of all, and not too many of those. */
function createChoice({ sampleRate = 1, checksPerSecondLimit, monotonicMs }: ResponseGuardOptions) {
  const isSampled = createSampler(sampleRate);
  const isWithinLimit = createRateLimit(
    checksPerSecondLimit ?? CHECKS_PER_SECOND_LIMIT,
    monotonicMs ?? (() => performance.now()),
  );
  let spared = 0;
  const isChosen = () => {
    if (!isSampled()) return false;
    if (isWithinLimit()) return true;
    spared += 1;
    return false;
  };
  return { isChosen, spared: () => spared };
}

interface CheckQueueOptions {
  readonly lengthLimit: number;
  /** Bytes of all bodies together. */
  readonly sizeLimitBytes: number;
  readonly schedule: (task: () => void) => void;
  readonly check: (response: ObservedResponse) => void;
}

/** Makes a bounded queue that checks one response at a time, between requests and never in one. */
function createCheckQueue(options: CheckQueueOptions) {
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

const MS_PER_SECOND = 1000;

/** Chooses a share of the calls, evenly spread: with a rate of 0.01 the first and then each hundredth. */
export function createSampler(rate: number): () => boolean {
  if (rate >= 1) return () => true;
  if (rate <= 0) return () => false;
  let saved = 1;
  return () => {
    if (saved < 1) {
      saved += rate;
      return false;
    }
    saved += rate - 1;
    return true;
  };
}

/** Allows so many calls in a second, evenly refilled; an idle second is all that it saves up. */
export function createRateLimit(perSecond: number, monotonicMs: () => number): () => boolean {
  let tokens = perSecond;
  let refilledAtMs = monotonicMs();
  return () => {
    const nowMs = monotonicMs();
    tokens = Math.min(perSecond, tokens + ((nowMs - refilledAtMs) * perSecond) / MS_PER_SECOND);
    refilledAtMs = nowMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
