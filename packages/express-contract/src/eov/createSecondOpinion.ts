import type { Contract, Operation } from "@gatehouse/contract";
import { createRateLimit, createSampler } from "../guard/createResponseGuard.ts";
import type { ObservedRequest } from "../request/createRequestValidator.ts";
import { createEovValidator, type EovValidator } from "./createEovValidator.ts";
import { knownFaultOf, type ValidationResult } from "./knownFaults.ts";

/** A request on which express-openapi-validator and the router disagree; it holds nothing that the client sent. */
export interface OpinionDisagreement {
  readonly operationId: string;
  /** Which of the two accepts the request. */
  readonly acceptedBy: "express-openapi-validator" | "router";
  /** The known fault of express-openapi-validator that explains it; `undefined` for one without an explanation. */
  readonly knownFault: string | undefined;
  /** The clause of the specification that decides, for a known fault. */
  readonly clause: string | undefined;
  /** What the router rejects for: the part of the request, the keyword, and its location in the document. */
  readonly violations: readonly {
    readonly in: string;
    readonly keyword: string;
    readonly documentPointer: string;
  }[];
}

/** Options of a second opinion. */
export interface SecondOpinionOptions {
  readonly contract: Contract;
  /** The part of the accepted requests that is shown, from 0 to 1. @default 0.01 */
  readonly acceptedShare?: number;
  /** The most requests that are shown within a second; the others are counted as skipped. @default 20 */
  readonly perSecond?: number;
  /** The most requests that wait. @default 50 */
  readonly queueLimit?: number;
  /** Is called for each disagreement, off the path of the request. */
  onDisagreement(disagreement: OpinionDisagreement): void;
  /** Is called with errors of express-openapi-validator that are no rejections. */
  onError?(error: unknown): void;
  /** Milliseconds of a clock that only goes forward. @default performance.now */
  nowMs?(): number;
}

/** An independent second opinion about the validation of requests. */
export interface SecondOpinion {
  /** Give it to `createContractRouter` as `observeRequest`. */
  readonly observe: (observed: ObservedRequest) => void;
  /** How many requests were shown, how many were left out for want of room, and on how many the two disagree. */
  readonly counts: () => { readonly shown: number; readonly skipped: number; readonly disagreements: number };
  /** Resolves when nothing waits any more. */
  readonly idle: () => Promise<void>;
}

/**
 * Shows rejected requests, and a sample of accepted ones, to express-openapi-validator after their responses were
 * decided, one at a time and bounded in number. It never changes a response: the router's own reading of the document
 * decides, and a disagreement is reported.
 */
export function createSecondOpinion(options: SecondOpinionOptions): SecondOpinion {
  const { contract, acceptedShare = 0.01, queueLimit = 50 } = options;
  const validators = new Map<Operation, EovValidator>();
  const hasRoom = createRateLimit(options.perSecond ?? 20, options.nowMs ?? (() => performance.now()));
  const isChosen = createSampler(acceptedShare);
  const waiting: ObservedRequest[] = [];
  const counts = { shown: 0, skipped: 0, disagreements: 0 };
  let working: Promise<void> | undefined;

  const show = async (observed: ObservedRequest): Promise<void> => {
    const { operation, request } = observed;
    const validate = validators.get(operation) ?? createEovValidator(contract, operation);
    validators.set(operation, validate);
    const theirs = await validate(request);
    counts.shown += 1;
    if (theirs.accepted === observed.result.accepted) return;
    counts.disagreements += 1;
    options.onDisagreement(describe(observed, theirs));
  };

  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await new Promise(setImmediate);
      await show(next).catch((error: unknown) => options.onError?.(error));
    }
    working = undefined;
  };

  return {
    observe(observed) {
      if (observed.result.accepted && !isChosen()) return;
      if (waiting.length >= queueLimit || !hasRoom()) counts.skipped += 1;
      else {
        waiting.push(observed);
        working ??= work();
      }
    },
    counts: () => ({ ...counts }),
    idle: async () => void (await working),
  };
}

function describe(
  { operation, request, result }: ObservedRequest,
  theirs: ValidationResult,
): OpinionDisagreement {
  const ours: ValidationResult = result.accepted
    ? result
    : { accepted: false, reason: `${result.error.code} ${result.error.message}` };
  const shown = { url: `?${request.query}`, headers: request.headers, body: request.body.value };
  const known = knownFaultOf({ operation, request: shown, theirs, ours });
  const violations = result.accepted ? [] : result.error.violations;
  return {
    operationId: operation.id,
    acceptedBy: result.accepted ? "router" : "express-openapi-validator",
    knownFault: known?.name,
    clause: known?.clause,
    violations: violations.map(({ in: part, keyword, documentPointer }) => ({
      in: part,
      keyword,
      documentPointer,
    })),
  };
}
