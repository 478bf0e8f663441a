import type { OperationReport } from "../CheckReport.ts";
import type { Probe } from "../probes/Probe.ts";
import type { ProbeScene } from "../probes/ProbeScene.ts";
import type { OperationOutcome } from "./checkOperation.ts";

const SHOWN = 5;

function whatIsInvalid({ aspect, expectation }: Probe): readonly string[] {
  return aspect === "invalid" && expectation.kind === "refused" ? [expectation.what] : [];
}

/** Says what could not be asked about an operation. */
export function describeGaps(
  { space, open, known }: ProbeScene,
  { unasked }: OperationOutcome,
  { statuses, requests }: OperationReport,
): readonly string[] {
  const { id, security } = space.operation;
  const notes: string[] = [];
  if (space.parts.unsupported.length > 0) {
    notes.push(`${id}: no bodies are made of ${space.parts.unsupported.join(", ")}.`);
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
