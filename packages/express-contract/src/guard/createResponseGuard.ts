import type { IncomingMessage, ServerResponse } from "node:http";
import type { Operation } from "@gatehouse/contract";
import { ResponseViolationError } from "../errors.ts";
import { createOperationFinder } from "../request/findOperation.ts";
import { checkResponse } from "./checkResponse.ts";
import { createReporter, createTally, type Tally } from "./createReporter.ts";
import { createUnroutedOperation } from "./createUnroutedOperation.ts";
import { interceptResponse, type SeenResponse } from "./interceptResponse.ts";
import type { ResponseGuard, ResponseGuardOptions, ViolationResponder } from "./ResponseGuard.ts";

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
 * response, whatever part of the application sent it.
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
