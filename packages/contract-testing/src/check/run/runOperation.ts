import type { Operation } from "@gatehouse/contract";
import type { OperationReport } from "../CheckReport.ts";
import type { Probe } from "../probes/Probe.ts";
import { probesOf } from "../probes/probesOf.ts";
import type { ProbeContext } from "../requests/requestDrafts.ts";
import { checkOperation, type OperationOutcome } from "./checkOperation.ts";
import { createLinkFollower } from "./createLinkFollower.ts";
import type { Run } from "./createRun.ts";
import { createTally } from "./createTally.ts";

const SHOWN = 5;

function whatIsInvalid({ aspect, expectation }: Probe): readonly string[] {
  return aspect === "invalid" && expectation.kind === "refused" ? [expectation.what] : [];
}

/** Says what could not be asked about an operation. */
function describeGaps(
  { space, open, known }: ProbeContext,
  { unasked }: OperationOutcome,
  { statuses, requests }: OperationReport,
): readonly string[] {
  const { id, security } = space.operation;
  const notes: string[] = [];
  if (space.parts.unsupported.length > 0) {
    notes.push(`${id}: no bodies are generated for ${space.parts.unsupported.join(", ")}.`);
  }
  if (unasked.some(({ aspect }) => aspect === "valid")) {
    notes.push(
      `${id}: no valid request could be made from the document; give its parameters and body examples.`,
    );
  }
  const missing = new Set(unasked.flatMap(whatIsInvalid));
  if (missing.size > 0) {
    const rest = missing.size > SHOWN ? ` (and ${missing.size - SHOWN} more)` : "";
    notes.push(
      `${id}: not tried, since no request can show it: ${[...missing].slice(0, SHOWN).join("; ")}${rest}.`,
    );
  }
  const isProtected = security.length > 0 && security.every((alternative) => alternative.length > 0);
  if (isProtected && open.length === 0) {
    const wanted = security.map((alternative) => alternative.map(({ scheme }) => scheme).join(" and "));
    const hint = known.size === 0 ? "" : ` (given are ${[...known].join(", ")})`;
    notes.push(
      `${id}: only seen from outside, since there are no credentials for ${wanted.join(" or ")}${hint}.`,
    );
  }
  const throttled = statuses["429"] ?? 0;
  if (throttled > requests / 4) {
    notes.push(
      `${id}: ${throttled} of ${requests} answers were 429 (too many requests); ask at a lower rate.`,
    );
  }
  return notes;
}

/** One answer in this many has its links followed. */
const CASES_PER_LINK = 10;
const LEAST_LINKS = 5;

/** Checks one operation; `index` counts from 0. */
export async function runOperation(
  run: Run,
  operation: Operation,
  { index, count }: { readonly index: number; readonly count: number },
): Promise<OperationReport> {
  const { gate, collector, seed, cases, exchanger } = run;
  const probeContext = run.contextOf(operation);
  const frame = run.frameOf(operation);
  const tally = createTally(operation);
  const limit = Math.max(LEAST_LINKS, Math.floor(cases / CASES_PER_LINK));
  const onAnswered = createLinkFollower({ ...run, operation, tally, limit });
  const context = { frame, gate, collector, tally, onAnswered, exchange: exchanger.bind(undefined, frame) };
  const onCase = (sent: number) =>
    run.options.onProgress?.({
      operationId: operation.id,
      operationIndex: index + 1,
      operationCount: count,
      operationCases: sent,
      operationCasesPlanned: cases,
      requests: gate.requests,
      findings: collector.findings.length,
    });
  const outcome = await checkOperation(context, probesOf(probeContext), { seed, cases, onCase });
  const report = tally.report();
  run.notes.push(...describeGaps(probeContext, outcome, report));
  return report;
}
