import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from "yaml";
import type { DecisionProblem } from "./DecisionProblem.ts";
import type { DecisionsFile, LocatedDecision } from "./DecisionsFile.ts";

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
