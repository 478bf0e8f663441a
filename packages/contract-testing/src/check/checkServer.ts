import { isJsonObject, nearestName, type Operation, textOf } from "@gatehouse/contract";
import type { CheckOptions, Send } from "./CheckOptions.ts";
import type { CheckReport, Finding, OperationReport } from "./CheckReport.ts";
import { InvalidCheckOptionsError, ServerUnreachableError } from "./errors.ts";
import type { Probe } from "./probes/Probe.ts";
import { probesOf } from "./probes/probesOf.ts";
import { readBaseUrl } from "./readBaseUrl.ts";
import type { ProbeContext } from "./requests/requestDrafts.ts";
import { checkOperation, type OperationOutcome } from "./run/checkOperation.ts";
import { createLinkFollower } from "./run/createLinkFollower.ts";
import { createRun, type Run } from "./run/createRun.ts";
import { createTally } from "./run/createTally.ts";
import { gatherWaivers, isWaived } from "./run/gatherWaivers.ts";
import { systemClock } from "./systemClock.ts";
import { createHttpSend } from "./transport/createHttpSend.ts";

const ORDER = ["get", "head", "options", "trace", "post", "put", "patch", "delete"];

/**
 * The operations to check, those that only read first and those that delete last: what is there at the start is seen
 * before it is changed.
 *
 * @throws {InvalidCheckOptionsError} when an operation is named that the document does not have.
 */
function chooseOperations({ contract, only, skip }: CheckOptions): readonly Operation[] {
  const ids = [...contract.operations.keys()];
  for (const id of [...(only ?? []), ...(skip ?? [])]) {
    if (contract.operations.has(id)) continue;
    const near = nearestName(id, ids);
    const advice = near === undefined ? `It has ${ids.join(", ")}.` : `Is "${near}" meant?`;
    throw new InvalidCheckOptionsError(`The document has no operation "${id}". ${advice}`);
  }
  const chosen = [...contract.operations.values()].filter(
    ({ id }) => (only === undefined || only.includes(id)) && skip?.includes(id) !== true,
  );
  if (chosen.length === 0) throw new InvalidCheckOptionsError("No operation is left to check.");
  return chosen.sort((one, other) => ORDER.indexOf(one.method) - ORDER.indexOf(other.method));
}

const TIMEOUT_SECONDS = 30;

/**
 * Checks a running server against its document: sends valid, boundary and invalid requests, other methods and media
 * types, and bad credentials to every operation, and validates every response against the document.
 *
 * Operations that only read come first, those that delete come last.
 *
 * @throws {ServerUnreachableError} when the server does not respond to the first request.
 * @throws {SignInFailedError} when `authenticate` fails at the start.
 * @throws {InvalidCheckOptionsError} when an option makes no sense.
 */
export async function checkServer(options: CheckOptions): Promise<CheckReport> {
  const operations = chooseOperations(options);
  const base = readBaseUrl(options.baseUrl);
  const clock = options.clock ?? systemClock;
  const startMs = clock.nowMs();
  const { ca, insecure = false } = options.tls ?? {};
  await using http = createHttpSend({ ...base, ca, insecure, timeoutSeconds: TIMEOUT_SECONDS });
  const send = options.send ?? http.send;
  await requireResponse(options, send, base.basePath ?? options.contract.basePaths[0] ?? "");
  const run = await createRun(options, { send, clock });
  const reports: OperationReport[] = [];
  for (const [index, operation] of operations.entries()) {
    if (run.gate.stoppedBy !== undefined) break;
    reports.push(await runOperation(run, operation, { index, count: operations.length }));
  }
  return report(run, reports, { startMs, endMs: clock.nowMs() });
}

/** Any response will do: an interface need not describe its root. */
async function requireResponse(
  { baseUrl, headers = [] }: CheckOptions,
  send: Send,
  basePath: string,
): Promise<void> {
  try {
    await send({ method: "GET", target: `${basePath}/`, headers, body: undefined });
  } catch (cause) {
    throw new ServerUnreachableError(baseUrl, { cause });
  }
}

function report(
  { options, seed, gate, collector, notes }: Run,
  operations: readonly OperationReport[],
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): CheckReport {
  const { info } = options.contract.document;
  const today = new Date(endMs).toISOString().slice(0, 10);
  const read = gatherWaivers(options.contract, options.waivers ?? [], today);
  const waived = collector.findings.filter((finding) => isWaived(read.waivers, finding));
  return {
    seed,
    title: (isJsonObject(info) ? textOf(info.title) : undefined) ?? "",
    version: (isJsonObject(info) ? textOf(info.version) : undefined) ?? "",
    baseUrl: options.baseUrl,
    requests: gate.requests,
    durationSeconds: (endMs - startMs) / 1000,
    operations: operations.map((operation) => withoutWaived(operation, waived)),
    findings: collector.findings.filter((finding) => !waived.includes(finding)),
    waived,
    notes: [...read.notes, ...notes],
    stoppedBy: gate.stoppedBy,
  };
}

/** What is waived counts as none of the findings of its aspect. */
function withoutWaived(operation: OperationReport, waived: readonly Finding[]): OperationReport {
  const mine = waived.filter(({ operationId }) => operationId === operation.operationId);
  const aspects = { ...operation.aspects };
  for (const { aspect } of mine) {
    const { requests, findings } = aspects[aspect];
    aspects[aspect] = { requests, findings: Math.max(0, findings - 1) };
  }
  return { ...operation, aspects };
}

const SHOWN = 5;

function whatIsInvalid({ aspect, expectation }: Probe): readonly string[] {
  return aspect === "invalid" && expectation.kind === "rejected" ? [expectation.what] : [];
}

/** Lists what an operation could not be checked for. */
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
      `${id}: ${throttled} of ${requests} responses were 429 (too many requests); ask at a lower rate.`,
    );
  }
  return notes;
}

/** One response in this many has its links followed. */
const CASES_PER_LINK = 10;
const LEAST_LINKS = 5;

/** Checks one operation; `index` counts from 0. */
async function runOperation(
  run: Run,
  operation: Operation,
  { index, count }: { readonly index: number; readonly count: number },
): Promise<OperationReport> {
  const { gate, collector, seed, cases, exchanger } = run;
  const probeContext = run.contextOf(operation);
  const frame = run.frameOf(operation);
  const tally = createTally(operation);
  const limit = Math.max(LEAST_LINKS, Math.floor(cases / CASES_PER_LINK));
  const onResponse = createLinkFollower({ ...run, operation, tally, limit });
  const context = { frame, gate, collector, tally, onResponse, exchange: exchanger.bind(undefined, frame) };
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
