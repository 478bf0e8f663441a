import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from "yaml";

/** A breaking change that somebody has decided to make. */
export interface Decision {
  readonly fingerprint: string;
  /** The rule and the change as they were when the decision was made, for the reader of the file. */
  readonly rule: string | undefined;
  readonly change: string | undefined;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which the decision counts (`2027-01-31`). */
  readonly expires: string;
  /** What callers use instead. */
  readonly replacement: string | undefined;
}

/** Something wrong with an entry of the decisions file. */
export interface DecisionProblem {
  readonly kind: "unused" | "expired" | "invalid";
  readonly fingerprint: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
}

/** The decisions beside a document. */
export interface DecisionsFile {
  readonly file: string;
  readonly decisions: readonly LocatedDecision[];
  readonly problems: readonly DecisionProblem[];
}

/** A decision and its line. */
export interface LocatedDecision extends Decision {
  readonly line: number;
}

/** The name of the file, in the folder of the document. */
export const DECISIONS_FILE = "spec-review.decisions.yaml";

const HEADER = ` Breaking changes of the contract that somebody has decided to make.
 Entries are written by "spec-review accept"; they fail the review when they allow nothing, and once they expire.`;

const NEEDED = ["fingerprint", "reason", "owner", "expires"] as const;

type Report = (line: number, message: string, fingerprint?: string) => void;

/** Reads the decisions file; entries that say too little are problems and decide nothing. */
export function readDecisions(file: string, text: string): DecisionsFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems: DecisionProblem[] = [];
  const report: Report = (line, message, fingerprint = "") =>
    problems.push({ kind: "invalid", fingerprint, message, file, line });
  for (const { message, pos } of document.errors) {
    report(lines.linePos(pos[0]).line, `The file is no valid YAML: ${message.split("\n")[0]}`);
  }
  const decisions: LocatedDecision[] = [];
  const known = new Set<string>();
  for (const item of itemsOf(document.contents, report)) {
    const line = isMap(item) ? lines.linePos(item.range?.[0] ?? 0).line : 1;
    const decision = readDecision(item, line, report);
    if (decision && known.has(decision.fingerprint)) {
      report(line, `The decision ${decision.fingerprint} stands twice; remove one.`, decision.fingerprint);
    } else if (decision) decisions.push(decision);
    if (decision) known.add(decision.fingerprint);
  }
  return { file, decisions, problems };
}

function itemsOf(contents: unknown, report: Report): readonly unknown[] {
  if (contents === null) return [];
  if (isMap(contents)) {
    const list = contents.get("decisions", true);
    if (isSeq(list)) return list.items;
    if (isScalar(list) && list.value === null) return [];
  }
  report(1, "The file must hold a list under `decisions`.");
  return [];
}

function readDecision(item: unknown, line: number, report: Report): LocatedDecision | undefined {
  if (!isMap(item)) {
    report(line, "Every decision must be an entry with fingerprint, reason, owner and expires.");
    return undefined;
  }
  const fingerprint = textOf(item, "fingerprint") ?? "";
  const missing = NEEDED.filter((key) => textOf(item, key) === undefined);
  if (missing.length > 0) {
    const name = fingerprint || "without a fingerprint";
    report(line, `The decision ${name} lacks ${missing.join(", ")}; add what is missing.`, fingerprint);
    return undefined;
  }
  return {
    fingerprint,
    line,
    rule: textOf(item, "rule"),
    change: textOf(item, "change"),
    reason: textOf(item, "reason") ?? "",
    owner: textOf(item, "owner") ?? "",
    expires: textOf(item, "expires") ?? "",
    replacement: textOf(item, "replacement"),
  };
}

/** As it is written: a fingerprint of digits alone is no number. */
function textOf(item: YAMLMap, key: string): string | undefined {
  const value = item.get(key, true);
  if (!isScalar(value) || value.value === null) return undefined;
  const written = typeof value.value === "string" ? value.value : (value.source ?? String(value.value));
  const text = written.trim();
  return text === "" ? undefined : text;
}

/** Whether a text is a day of the calendar, as `2027-12-31`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // The last days of a month are a matter of the month: 31 April would become 1 May.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * Adds a decision to the text of a decisions file, or replaces the one with the same fingerprint; comments and all
 * other entries stay.
 * @param text of a file that `readDecisions` finds no fault with; undefined where there is none yet
 */
export function writeDecision(text: string | undefined, decision: Decision): string {
  const document = parseDocument(text?.trim() ? text : "decisions: []\n");
  if (!text?.trim()) document.commentBefore = HEADER;
  const list = document.get("decisions", true);
  const entry = Object.fromEntries(Object.entries(decision).filter(([, value]) => value !== undefined));
  if (!isSeq(list)) {
    document.set("decisions", [entry]);
    return document.toString({ lineWidth: 0 });
  }
  list.flow = false;
  const known = list.items.findIndex(
    (item) => document.createNode(item).toJSON()?.fingerprint === decision.fingerprint,
  );
  if (known >= 0) list.set(known, document.createNode(entry));
  else list.add(document.createNode(entry));
  return document.toString({ lineWidth: 0 });
}
