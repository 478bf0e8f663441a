import * as fc from "fast-check";
import type { Probe } from "../probes/Probe.ts";
import type { RequestFrame } from "../requests/buildRequest.ts";
import type { Draft } from "../requests/Draft.ts";
import type { CheckExchange } from "./createExchanger.ts";
import type { FindingCollector } from "./createFindingCollector.ts";
import type { Gate } from "./createGate.ts";
import type { Tally } from "./createTally.ts";
import { type ExchangeViolation, validateExchange } from "./validateExchange.ts";

/** What the questions about one operation share. */
export interface RunContext {
  readonly frame: RequestFrame;
  readonly gate: Gate;
  readonly collector: FindingCollector;
  readonly tally: Tally;
  /** Sends a draft of the operation; `undefined` when the run has come to its end. */
  exchange(draft: Draft): Promise<CheckExchange | undefined>;
  /** Called with each response to a valid request. */
  onResponse(draft: Draft, exchange: CheckExchange): Promise<void>;
}

/** Drafts that do not ask their question, one after the other, before a probe is given up. */
const MAX_UNSUITABLE = 40;
/** Requests spent on making a finding smaller. */
const MAX_SHRINKS = 120;

/**
 * Asks a question once. What is found for the first time is made smaller: requests are tried that say less, as long as
 * everything that was found at first is found again.
 *
 * @returns Whether a request was sent.
 */
export async function huntOnce(context: RunContext, probe: Probe, seed: number): Promise<boolean> {
  const hunt: Hunt = { context, probe, wanted: undefined, shrinksLeft: MAX_SHRINKS, wasSent: false };
  const trouble: unknown[] = [];
  const property = fc.asyncProperty(probe.drafts, async (draft) => {
    fc.pre(draft !== undefined);
    try {
      return hunt.wanted === undefined ? await ask(hunt, draft) : !(await isFoundAgain(hunt, draft));
    } catch (error) {
      trouble.push(error); // fast-check would take it for a finding.
      return true;
    }
  });
  await fc.check(property, { seed, numRuns: 1, maxSkipsPerRun: MAX_UNSUITABLE });
  if (trouble.length > 0) throw trouble[0];
  return hunt.wasSent;
}

interface Hunt {
  readonly context: RunContext;
  readonly probe: Probe;
  /** The new findings of the first request; set once there are some. */
  wanted: readonly ExchangeViolation[] | undefined;
  shrinksLeft: number;
  wasSent: boolean;
}

/** Sends the question itself. @returns Whether nothing new was found. */
async function ask(hunt: Hunt, draft: Draft): Promise<boolean> {
  const { context, probe } = hunt;
  const exchange = await context.exchange(draft);
  if (exchange === undefined) return true;
  hunt.wasSent = true;
  context.tally.count(probe.aspect, exchange);
  const fresh = violationsOf(hunt, exchange).filter((violation) =>
    context.collector.add(violation, caseOf(hunt, exchange)),
  );
  for (const _ of fresh) context.tally.countFinding(probe.aspect);
  if (probe.expectation.kind === "accepted") await context.onResponse(draft, exchange);
  hunt.wanted = fresh.length > 0 ? fresh : undefined;
  return fresh.length === 0;
}

/** Sends a smaller question. @returns Whether everything that was wanted was found. */
async function isFoundAgain(hunt: Hunt, draft: Draft): Promise<boolean> {
  if (hunt.shrinksLeft <= 0) return false;
  hunt.shrinksLeft -= 1;
  const exchange = await hunt.context.exchange(draft);
  if (exchange === undefined) return false;
  const found = new Map(violationsOf(hunt, exchange).map((violation) => [violation.fingerprint, violation]));
  const again = (hunt.wanted ?? []).map(({ fingerprint }) => found.get(fingerprint));
  if (again.includes(undefined)) return false;
  for (const violation of again) {
    if (violation !== undefined) hunt.context.collector.replace(violation, caseOf(hunt, exchange));
  }
  return true;
}

function violationsOf({ context, probe }: Hunt, exchange: CheckExchange): readonly ExchangeViolation[] {
  const { operation } = context.frame;
  return validateExchange({ operation, expectation: probe.expectation }, exchange);
}

function caseOf({ context, probe }: Hunt, exchange: CheckExchange) {
  return { operation: context.frame.operation, aspect: probe.aspect, exchanges: [exchange] };
}
