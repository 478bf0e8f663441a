import { createColors } from "picocolors";
import type { Finding } from "../findings/Finding.ts";
import type { Review } from "../review/Review.ts";
import { SEVERITIES, type Severity } from "../rules/Rule.ts";
import { legible } from "../rules/words.ts";
import { legibleReview, reportWords } from "./reportWords.ts";
import { foldExample, locationText, showSides } from "./showValue.ts";
import { terminalImpact } from "./terminalImpact.ts";
import { terminalText } from "./terminalText.ts";

/** Options of the terminal. */
export interface TerminalOptions {
  /** @default false */
  readonly color?: boolean;
  /** Width in characters. @default 100 */
  readonly columns?: number;
  /** Show safe findings in full, not only in one line. @default false */
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
const NARROWEST = 40;
const { cut, cutStart, pad, wrap, wrapCommand } = terminalText;

/** Renders a review for a terminal: the breaking first, old and new side by side. */
export function renderTerminal(found: Review, options: TerminalOptions = {}): string {
  const review = legibleReview(found);
  const { color = false, columns = 100, verbose = false } = options;
  const canvas: Canvas = { colors: createColors(color), columns: Math.max(NARROWEST, columns), verbose };
  const { colors } = canvas;
  const version = reportWords.version(review);
  const subject = wrap(reportWords.subject(review), canvas.columns - "spec review  ".length);
  const lines = [
    ...subject.map((line, index) => `${index === 0 ? colors.bold("spec review") : " ".repeat(11)}  ${line}`),
    ...(review.documents.length > 1 ? [] : wrap(reportWords.sides(review), canvas.columns).map(colors.dim)),
    ...reportWords.notes(review).flatMap((note) => wrap(note, canvas.columns)),
    "",
    ...SEVERITIES.flatMap((severity) => section(canvas, review, severity)),
    ...decisionLines(canvas, review),
    ...terminalImpact(canvas, review),
    ...lastLines(canvas, review),
    ...(version === undefined ? [] : wrap(version, canvas.columns).map(colors.dim)),
    "",
  ];
  return lines.join("\n");
}

function lastLines({ colors, columns }: Canvas, review: Review): string[] {
  const [counts, result] = [`${reportWords.counts(review)}.`, reportWords.result(review)];
  const paint = review.result === "pass" ? colors.green : colors.red;
  if (counts.length + 1 + result.length <= columns) return [`${colors.bold(counts)} ${paint(result)}`];
  return [...wrap(counts, columns).map(colors.bold), ...wrap(result, columns).map(paint)];
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

/** Findings about generated code only take one line while the wire is protected. */
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
  const { colors, columns } = canvas;
  const rest = `${briefEffect(finding)}${finding.id} ${finding.fingerprint} ${locationText(finding.head)}`;
  return [
    ...headline(canvas, finding, (line) => line),
    ...wrap(rest, columns - 2).map((line) => `${INDENT}${colors.dim(line)}`),
  ];
}

/** The severity and the title; further lines are aligned with the title. */
function headline(
  canvas: Canvas,
  { severity, title, decision }: Finding,
  paint: (line: string) => string,
): string[] {
  const indent = severity.length + 2;
  const lines = wrap(decision ? `${title} (decided)` : title, canvas.columns - indent);
  return lines.map(
    (line, index) => `${index === 0 ? `${painted(canvas, severity)}  ` : " ".repeat(indent)}${paint(line)}`,
  );
}

/** The effect on generated code, in the line of a finding that is safe on the wire. */
function briefEffect({ code }: Finding): string {
  return code === "no" ? "" : `code ${code} `;
}

function full(canvas: Canvas, review: Review, finding: Finding): string[] {
  const { colors, columns } = canvas;
  const text = (label: string, value: string) =>
    labelled(canvas, label, wrap(value, columns - LABEL_WIDTH - 2));
  const more = reportWords.moreLocations(finding);
  const rule = `${finding.id}  ${finding.fingerprint}  ${reportWords.effects(finding)}`;
  const lines = rule.length <= columns - 2 ? [rule] : wrap(rule, columns - 2);
  return [
    ...headline(canvas, finding, colors.bold),
    ...lines.map((line) => `${INDENT}${colors.dim(line)}`),
    ...sideBySide(canvas, finding),
    ...(more === "" ? [] : [`${INDENT}${colors.dim(more)}`]),
    ...text(finding.severity === "safe" ? "why" : "breaks", finding.why),
    ...witnessLines(canvas, finding),
    ...text("remedy", finding.remedy),
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
    return [`${INDENT}${colors.dim(cutStart(locationText(head ?? base), columns - 2))}`];
  const width = Math.floor((columns - 5) / 2);
  const sides = showSides({ base, head });
  const old = [cutStart(locationText(base), width), ...sides.old];
  const now = [cutStart(locationText(head), width), ...sides.now];
  return Array.from({ length: Math.max(old.length, now.length) }, (_, index) => {
    const [left, right] = [pad(cut(old[index] ?? "", width), width), cut(now[index] ?? "", width).trimEnd()];
    const paint = index === 0 ? [colors.dim, colors.dim] : [colors.red, colors.green];
    return `${INDENT}${paint[0]?.(left)} ${colors.dim("│")} ${paint[1]?.(right)}`.trimEnd();
  });
}

function witnessLines(canvas: Canvas, finding: Finding): string[] {
  const { colors, columns } = canvas;
  const { witness } = finding;
  const width = columns - LABEL_WIDTH - 2;
  const none = reportWords.withoutExample(finding);
  if (!witness) return none === undefined ? [] : labelled(canvas, "example", wrap(none, width));
  return labelled(canvas, "example", [
    ...wrap(`${witness.where}: ${reportWords.witness(witness)}`, width),
    ...wrap(legible(JSON.stringify(foldExample(witness, width))), width).map(colors.cyan),
    ...wrap(witness.problem, width).map(colors.dim),
  ]);
}

const MOST_OPERATIONS = 8;

function operationLines(canvas: Canvas, { operations }: Finding): string[] {
  const width = canvas.columns - LABEL_WIDTH - 2;
  const shown = operations
    .slice(0, MOST_OPERATIONS)
    .flatMap((one) => wrap(reportWords.operation(one), width));
  if (operations.length > MOST_OPERATIONS) shown.push(`and ${operations.length - MOST_OPERATIONS} more`);
  return labelled(canvas, operations.length === 1 ? "operation" : "operations", shown);
}

function decisionOf(canvas: Canvas, review: Review, finding: Finding): string[] {
  const { decision, blocks } = finding;
  const width = canvas.columns - LABEL_WIDTH - 2;
  if (decision) {
    const { reason, owner, expires, replacement } = decision;
    const instead = replacement ? [`instead: ${replacement}`] : [];
    const lines = [`${reason} (${owner}, until ${expires})`, ...instead];
    return labelled(
      canvas,
      "decided",
      lines.flatMap((line) => wrap(line, width)),
    );
  }
  return blocks
    ? labelled(canvas, "decide", wrapCommand(reportWords.acceptCommand(review, finding), width))
    : [];
}

function decisionLines({ colors, columns }: Canvas, { decisionProblems }: Review): string[] {
  if (decisionProblems.length === 0) return [];
  const lines = decisionProblems.flatMap(({ kind, message, file, line }) => {
    const indent = kind.length + 2;
    return wrap(`${message} ${file}:${line}`, columns - indent).map((text, index) =>
      index === 0 ? `${colors.red(kind.toUpperCase())}  ${text}` : " ".repeat(indent) + text,
    );
  });
  return [...lines, ""];
}
