import type { Operation } from "@gatehouse/contract";
import type { OperationReport } from "../CheckReport.ts";
import { probesOf } from "../probes/probesOf.ts";
import { checkOperation } from "./checkOperation.ts";
import { createLinkFollower } from "./createLinkFollower.ts";
import type { Run } from "./createRun.ts";
import { createTally } from "./createTally.ts";
import { describeGaps } from "./describeGaps.ts";

/** One answer in this many has its links followed. */
const CASES_PER_LINK = 10;
const LEAST_LINKS = 5;

/** Checks one operation; `index` counts from 0. */
export async function runOperation(
  run: Run,
  operation: Operation,
  { index, count }: { readonly index: number; readonly count: number },
): Promise<OperationReport> {
  const { gate, book, seed, cases, exchanger } = run;
  const scene = run.sceneOf(operation);
  const frame = run.frameOf(operation);
  const tally = createTally(operation);
  const limit = Math.max(LEAST_LINKS, Math.floor(cases / CASES_PER_LINK));
  const onAnswered = createLinkFollower({ ...run, operation, tally, limit });
  const context = { frame, gate, book, tally, onAnswered, exchange: exchanger.bind(undefined, frame) };
  const onCase = (sent: number) =>
    run.options.onProgress?.({
      operationId: operation.id,
      operationIndex: index + 1,
      operationCount: count,
      operationCases: sent,
      operationCasesPlanned: cases,
      requests: gate.requests,
      findings: book.findings.length,
    });
  const outcome = await checkOperation(context, probesOf(scene), { seed, cases, onCase });
  const report = tally.report();
  run.notes.push(...describeGaps(scene, outcome, report));
  return report;
}
