import { createColors } from "picocolors";
import { jsonPointer } from "../json/jsonPointer.ts";
import type { Finding, Witness } from "../review/Finding.ts";
import type { Review } from "../review/Review.ts";
import { legible } from "../rules/legible.ts";
import { SEVERITIES, type Severity } from "../rules/Severity.ts";
import { legibleReview } from "./legibleReview.ts";
import { reportWords } from "./reportWords.ts";
import { showValue } from "./showValue.ts";
import { spotText } from "./spotText.ts";
import { terminalImpact } from "./terminalImpact.ts";
import { wrapText } from "./wrapText.ts";

/** How the terminal is. */
export interface TerminalOptions {
  /** @default false */
  readonly color?: boolean;
  /** Width in characters. @default 100 */
  readonly columns?: number;
  /** Also show what is safe in full, not only by a line. @default false */
  readonly verbose?: boolean;
}

type Colors = ReturnType<typeof createColors>;

interface Canvas {
  readonly colors: Colors;
  readonly columns: number;
  readonly verbose: boolean;
}

const INDENT = "  ";
const LABEL_WIDTH = 12;

/** Renders a review for a terminal: the breaking first, old and new side by side. */
export function renderTerminal(found: Review, options: TerminalOptions = {}): string {
  const review = legibleReview(found);
  const { color = false, columns = 100, verbose = false } = options;
  const canvas: Canvas = { colors: createColors(color), columns: Math.max(60, columns), verbose };
  const { colors } = canvas;
  const version = reportWords.version(review);
  const lines = [
    `${colors.bold("spec review")}  ${reportWords.subject(review)}`,
    ...(review.documents.length > 1 ? [] : [colors.dim(reportWords.sides(review))]),
    ...reportWords.notes(review).flatMap((note) => wrapText(note, canvas.columns)),
    "",
    ...SEVERITIES.flatMap((severity) => section(canvas, review, severity)),
    ...decisionLines(canvas, review),
    ...terminalImpact(canvas, review),
    `${colors.bold(reportWords.counts(review))}. ${verdictText(canvas, review)}`,
    ...(version === undefined ? [] : [colors.dim(version)]),
    "",
  ];
  return lines.join("\n");
}

function verdictText({ colors }: Canvas, review: Review): string {
  const text = reportWords.verdict(review);
  return review.verdict === "pass" ? colors.green(text) : colors.red(text);
}

function section(canvas: Canvas, review: Review, severity: Severity): string[] {
  const findings = review.findings.filter((finding) => finding.severity === severity);
  const isBrief = (finding: Finding) => !canvas.verbose && (severity === "safe" || isAside(review, finding));
  const [short, long] = [findings.filter(isBrief), findings.filter((finding) => !isBrief(finding))];
  return [
    ...long.flatMap((finding) => full(canvas, review, finding)),
    ...short.flatMap((finding) => brief(canvas, finding)),
    ...(short.length > 0 ? [""] : []),
  ];
}

/** What concerns generated code alone is one line where the wire is protected. */
function isAside({ protect }: Review, { wire, blocks }: Finding): boolean {
  return protect === "wire" && wire === "no" && !blocks;
}

function painted({ colors }: Canvas, severity: Severity): string {
  const paint = { breaking: colors.red, unknown: colors.magenta, risky: colors.yellow, safe: colors.green }[
    severity
  ];
  return colors.bold(paint(severity.toUpperCase()));
}

function brief(canvas: Canvas, finding: Finding): string[] {
  const { colors } = canvas;
  return [
    `${painted(canvas, finding.severity)}  ${finding.title}  ${colors.dim(`${briefEffect(finding)}${finding.id} ${finding.fingerprint} ${spotText(finding.head)}`)}`,
  ];
}

/** A line about what is safe on the wire says so where generated code is not. */
function briefEffect({ code }: Finding): string {
  return code === "no" ? "" : `code ${code} `;
}

function full(canvas: Canvas, review: Review, finding: Finding): string[] {
  const { colors, columns } = canvas;
  const text = (label: string, value: string) =>
    labelled(canvas, label, wrapText(value, columns - LABEL_WIDTH - 2));
  const decided = finding.decision ? `  ${colors.cyan("decided")}` : "";
  return [
    `${painted(canvas, finding.severity)}  ${colors.bold(finding.title)}${decided}`,
    `${INDENT}${colors.dim(`${finding.id}  ${finding.fingerprint}  ${reportWords.effects(finding)}`)}`,
    ...sideBySide(canvas, finding),
    ...text(finding.severity === "safe" ? "why" : "breaks", finding.why),
    ...witnessLines(canvas, finding),
    ...text("instead", finding.wayOut),
    ...operationLines(canvas, finding),
    ...decisionOf(canvas, review, finding),
    "",
  ];
}

function labelled({ colors }: Canvas, label: string, lines: readonly string[]): string[] {
  return lines.map(
    (line, index) => `${INDENT}${colors.dim((index === 0 ? label : "").padEnd(LABEL_WIDTH))}${line}`,
  );
}

function sideBySide({ colors, columns }: Canvas, { base, head }: Finding): string[] {
  if (base?.value === undefined && head?.value === undefined)
    return [`${INDENT}${colors.dim(spotText(head ?? base))}`];
  const width = Math.floor((columns - 5) / 2);
  const old = [cutStart(spotText(base), width), ...showValue(base?.value)];
  const now = [cutStart(spotText(head), width), ...showValue(head?.value)];
  const cell = (text: string | undefined) => cut(text ?? "", width).padEnd(width);
  return Array.from({ length: Math.max(old.length, now.length) }, (_, index) => {
    const [left, right] = [cell(old[index]), cell(now[index]).trimEnd()];
    const paint = index === 0 ? [colors.dim, colors.dim] : [colors.red, colors.green];
    return `${INDENT}${paint[0]?.(left)} ${colors.dim("│")} ${paint[1]?.(right)}`.trimEnd();
  });
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

/** Of a place the end tells most: the line and the column. */
function cutStart(text: string, width: number): string {
  return text.length > width ? `…${text.slice(1 - width)}` : text;
}

function witnessLines(canvas: Canvas, { witness }: Finding): string[] {
  if (!witness) return [];
  const { colors, columns } = canvas;
  return labelled(canvas, "example", [
    `${witness.where}: ${reportWords.witness(witness)}`,
    colors.cyan(exampleText(witness, columns - LABEL_WIDTH - 2)),
    ...(witness.problem === "" ? [] : [colors.dim(witness.problem)]),
  ]);
}

/** Of a value that is too long for a line its telling part is shown, with what stands around a single value. */
function exampleText({ value, focus }: Witness, width: number): string {
  const whole = legible(JSON.stringify(value));
  const told = jsonPointer.resolve(value, focus);
  const place = typeof told === "object" ? focus : focus.slice(0, Math.max(0, focus.lastIndexOf("/")));
  const part = jsonPointer.resolve(value, place);
  if (whole.length <= width || place === "" || part === undefined) return cut(whole, width);
  return cut(legible(`… ${place}: ${JSON.stringify(part)}`), width);
}

const MOST_OPERATIONS = 8;

function operationLines(canvas: Canvas, { operations }: Finding): string[] {
  const shown = operations.slice(0, MOST_OPERATIONS).map(reportWords.operation);
  if (operations.length > shown.length) shown.push(`and ${operations.length - shown.length} more`);
  return labelled(canvas, operations.length === 1 ? "operation" : "operations", shown);
}

function decisionOf(canvas: Canvas, review: Review, finding: Finding): string[] {
  const { decision, blocks } = finding;
  if (decision) {
    const { reason, owner, expires, replacement } = decision;
    const instead = replacement ? [`instead: ${replacement}`] : [];
    return labelled(canvas, "decided", [`${reason} (${owner}, until ${expires})`, ...instead]);
  }
  return blocks ? labelled(canvas, "decide", [reportWords.acceptCommand(review, finding)]) : [];
}

function decisionLines({ colors }: Canvas, { decisionProblems }: Review): string[] {
  if (decisionProblems.length === 0) return [];
  return [
    ...decisionProblems.map(
      ({ kind, message, file, line }) =>
        `${colors.red(kind.toUpperCase())}  ${message}  ${colors.dim(`${file}:${line}`)}`,
    ),
    "",
  ];
}
