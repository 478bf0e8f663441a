import type { IncomingMessage, ServerResponse } from "node:http";
import type { Difference, Operation } from "@gatehouse/contract";
import { ResponseViolationError } from "../errors.ts";
import { targetOf } from "../request/targetOf.ts";
import { createFindingLog } from "./createFindingLog.ts";
import { createReporter } from "./createReporter.ts";
import { createUnroutedOperation } from "./createUnroutedOperation.ts";
import { differencesOf } from "./differencesOf.ts";
import type { Finding } from "./Finding.ts";
import { holdResponse } from "./holdResponse.ts";
import type { ResponseGuard, ViolationResponder } from "./ResponseGuard.ts";
import type { ResponseGuardOptions } from "./ResponseGuardOptions.ts";
import { watchResponse } from "./watchResponse.ts";

const GROUP_LIMIT = 500;

/** Without a router there is no envelope to answer in. */
const respondBare: ViolationResponder = (_violation, _req, res) => {
  res.writeHead(500, { "content-length": "0" }).end();
};

/** Makes the count of what was checked and found. */
function createTally({ groupLimit = GROUP_LIMIT, onFinding }: ResponseGuardOptions) {
  const tally = { checked: 0, findings: 0 };
  const log = createFindingLog(groupLimit, (finding) => {
    tally.findings += 1;
    onFinding(finding);
  });
  const add = (mode: Finding["mode"], differences: readonly Difference[]) => {
    tally.checked += 1;
    for (const difference of differences) log.add(mode, difference);
  };
  return { tally, groups: log.groups, add };
}

/** Makes the function that holds a response back and lets it go, or puts a fault in its place. */
function createEnforcer(add: ReturnType<typeof createTally>["add"], respondToViolation: ViolationResponder) {
  return (req: IncomingMessage, res: ServerResponse, operation: Operation): void => {
    holdResponse(res, (held) => {
      const differences = differencesOf({ ...held, operation, requestMethod: req.method ?? "GET" });
      add("enforce", differences);
      if (differences.length === 0) return held.release();
      held.discard();
      respondToViolation(new ResponseViolationError(operation.id, held.status, differences), req, res);
    });
  };
}

/**
 * Makes a guard that holds what leaves the server against the document: status, headers, media type
 * and body of every answer, whoever gave it.
 */
export function createResponseGuard(options: ResponseGuardOptions): ResponseGuard {
  const { contract, mode: usualMode, modes = {} } = options;
  const unrouted = createUnroutedOperation(contract, options.unroutedResponses);
  const { tally, groups, add } = createTally(options);
  const reporter = createReporter(options, (differences) => add("report", differences));
  const watched = new WeakSet<ServerResponse>();
  let standsInFront = false;
  let respondToViolation = respondBare;

  const enforce = createEnforcer(add, (...args) => respondToViolation(...args));

  const watch = (req: IncomingMessage, res: ServerResponse, operation: Operation | undefined) => {
    const mode = operation === undefined ? "off" : (modes[operation.id] ?? usualMode);
    if (mode === "off" || operation === undefined) return;
    if (mode === "report" && !reporter.isChosen()) return;
    if (watched.has(res)) return;
    watched.add(res);
    if (mode === "enforce") return enforce(req, res, operation);
    const requestMethod = req.method ?? "GET";
    watchResponse(res, reporter.bodyLimitBytes, (seen) =>
      reporter.push({ ...seen, operation, requestMethod }),
    );
  };

  return {
    enforces: [usualMode, ...Object.values(modes)].includes("enforce"),
    // Whatever reaches a router has passed the handler in front, and is not to be sampled twice.
    watch: (req, res, matched) => {
      if (!standsInFront) watch(req, res, matched ?? unrouted);
    },
    middleware: (req, res, next) => {
      standsInFront = true;
      const match = contract.match(req.method ?? "GET", targetOf(req).path);
      watch(req, res, match.kind === "operation" ? match.operation : unrouted);
      next();
    },
    groups,
    statistics: () => ({ ...tally, dropped: reporter.dropped() }),
    respondToViolationsWith: (answer) => {
      respondToViolation = answer;
    },
  };
}
