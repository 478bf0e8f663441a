import { isMap, isSeq, LineCounter, parseDocument, type YAMLMap } from "yaml";
import type { DecisionProblem } from "./DecisionProblem.ts";
import type { DecisionsFile, LocatedDecision } from "./DecisionsFile.ts";

const NEEDED = ["fingerprint", "reason", "owner", "expires"] as const;

/** Reads the decisions file; entries that say too little are problems and decide nothing. */
export function readDecisions(file: string, text: string): DecisionsFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const list = document.get("decisions", true);
  const decisions: LocatedDecision[] = [];
  const problems: DecisionProblem[] = document.errors.map((error) => ({
    kind: "invalid",
    fingerprint: "",
    message: `The file is no valid YAML: ${error.message.split("\n")[0]}`,
    file,
    line: lines.linePos(error.pos[0]).line,
  }));
  for (const item of isSeq(list) ? list.items : []) {
    if (!isMap(item)) continue;
    const line = lines.linePos(item.range?.[0] ?? 0).line;
    const missing = NEEDED.filter((key) => textOf(item, key) === undefined);
    const fingerprint = textOf(item, "fingerprint") ?? "";
    if (missing.length > 0) {
      const message = `The decision ${fingerprint || "without a fingerprint"} lacks ${missing.join(", ")}; add what is missing.`;
      problems.push({ kind: "invalid", fingerprint, message, file, line });
    } else decisions.push(readDecision(item, fingerprint, line));
  }
  return { file, decisions, problems };
}

function readDecision(item: YAMLMap, fingerprint: string, line: number): LocatedDecision {
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

function textOf(item: YAMLMap, key: string): string | undefined {
  const value = item.get(key);
  const text = value === undefined || value === null ? "" : String(value).trim();
  return text === "" ? undefined : text;
}
