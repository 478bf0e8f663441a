import {
  isJsonObject,
  readWaiver,
  type SourceLocation,
  WAIVERS_KEY,
  waiverForm,
  waiverKind,
} from "@gatehouse/contract";
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from "yaml";
import type { ReviewedDocument } from "../document/openDocument.ts";
import { readOperations } from "../document/readOperations.ts";

/** The decision to make a breaking change. */
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

/** A problem with a decision. */
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
  /** The document, for a decision in it. @default the decisions file */
  readonly file?: string;
  readonly line: number;
}

/** The name of the file, in the folder of the document. */
export const DECISIONS_FILE = "spec-review.decisions.yaml";

const HEADER = ` Decisions to make breaking changes of the contract.
 "spec-review accept" writes the entries; they fail the review when they are unused or expired.`;

const NEEDED = ["fingerprint", "reason", "owner", "expires"] as const;

type Report = (line: number, message: string, fingerprint?: string) => void;

/** Reads the decisions file; incomplete entries are problems and decide nothing. */
export function readDecisions(file: string, text: string): DecisionsFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems: DecisionProblem[] = [];
  const report: Report = (line, message, fingerprint = "") =>
    problems.push({ kind: "invalid", fingerprint, message, file, line });
  for (const { message, pos } of document.errors) {
    report(lines.linePos(pos[0]).line, `The file is not valid YAML: ${message.split("\n")[0]}`);
  }
  const decisions: LocatedDecision[] = [];
  const known = new Set<string>();
  for (const item of itemsOf(document.contents, report)) {
    const line = isMap(item) ? lines.linePos(item.range?.[0] ?? 0).line : 1;
    const decision = readDecision(item, line, report);
    if (decision && known.has(decision.fingerprint)) {
      report(line, `The decision ${decision.fingerprint} occurs twice; remove one.`, decision.fingerprint);
    } else if (decision) decisions.push(decision);
    if (decision) known.add(decision.fingerprint);
  }
  return { file, decisions, problems };
}

/** The keys that may hold the entries. */
const LISTS = ["decisions", WAIVERS_KEY];

function isEmpty(list: unknown): boolean {
  return isScalar(list) && list.value === null;
}

function itemsOf(contents: unknown, report: Report): readonly unknown[] {
  if (contents === null) return [];
  if (isMap(contents)) {
    const lists = LISTS.map((key) => contents.get(key, true)).filter((list) => list !== undefined);
    if (lists.length > 0 && lists.every((list) => isSeq(list) || isEmpty(list)))
      return lists.flatMap((list) => (isSeq(list) ? list.items : []));
  }
  report(1, `The file must have a list under \`decisions\` or \`${WAIVERS_KEY}\`.`);
  return [];
}

function readDecision(item: unknown, line: number, report: Report): LocatedDecision | undefined {
  if (!isMap(item)) {
    report(line, "Every decision must be an entry with fingerprint, reason, owner and expires.");
    return undefined;
  }
  const fingerprint = fingerprintOf(item);
  const missing = NEEDED.filter(
    (key) => (key === "fingerprint" ? fingerprint : (textOf(item, key) ?? "")) === "",
  );
  if (missing.length > 0) {
    const name = fingerprint === "" ? "This entry decides nothing: it" : `The decision ${fingerprint}`;
    const names = missing.map((key) =>
      key === "fingerprint" ? "fingerprint (as the report shows it)" : key,
    );
    report(line, `${name} lacks ${names.join(", ")}; add what is missing.`, fingerprint);
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

/** The decisions in a document: waivers with `finding`, in its operations or at its root. */
export function documentDecisions({ root, locate }: ReviewedDocument): DecisionsFile {
  const decisions: LocatedDecision[] = [];
  const problems: DecisionProblem[] = [];
  for (const { pointer, value } of [{ pointer: "", value: root }, ...readOperations(root)]) {
    const list = value[WAIVERS_KEY] ?? [];
    const at = `${pointer}/${WAIVERS_KEY}`;
    if (!Array.isArray(list)) {
      const message = `\`${WAIVERS_KEY}\` at ${at} is not a list, so it is ignored; write each waiver as an entry of a list.`;
      problems.push({ kind: "invalid", fingerprint: "", message, ...fileAndLine(locate(at)) });
      continue;
    }
    for (const [index, entry] of list.entries()) {
      if (!isJsonObject(entry) || waiverKind(entry) !== "finding") continue;
      const { file, line } = fileAndLine(locate(`${at}/${index}`));
      const { name: fingerprint = "", reason, owner, expires } = readWaiver(entry, "finding") ?? {};
      if (reason === undefined || owner === undefined || expires === undefined)
        problems.push({ kind: "invalid", fingerprint, message: waiverForm("finding"), file, line });
      else
        decisions.push({
          ...{ fingerprint, reason, owner, expires, file, line },
          ...{ rule: undefined, change: undefined, replacement: undefined },
        });
    }
  }
  return { file: "", decisions, problems };
}

function fileAndLine({ file, line }: SourceLocation): Pick<DecisionProblem, "file" | "line"> {
  return { file, line };
}

/** The text of an entry as it is written: a fingerprint of digits is not a number. */
function textOf(item: YAMLMap, key: string): string | undefined {
  const value = item.get(key, true);
  if (!isScalar(value) || value.value === null) return undefined;
  const written = typeof value.value === "string" ? value.value : (value.source ?? String(value.value));
  const text = written.trim();
  return text === "" ? undefined : text;
}

/**
 * Adds a decision to the text of a decisions file, or replaces the one with the same fingerprint; comments and all
 * other entries stay.
 * @param text of a file without problems; undefined if there is no file yet
 */
export function writeDecision(text: string | undefined, decision: Decision): string {
  const document = parseDocument(text?.trim() ? text : "decisions: []\n");
  if (!text?.trim()) document.commentBefore = HEADER;
  const { fingerprint, ...rest } = decision;
  const isKnown = (item: unknown) => isMap(item) && fingerprintOf(item) === fingerprint;
  const listOf = (key: string) => document.get(key, true);
  const holder = LISTS.find((key) => {
    const list = listOf(key);
    return isSeq(list) && list.items.some(isKnown);
  });
  const key = holder ?? LISTS.find((name) => document.has(name)) ?? "decisions";
  const given = { [key === WAIVERS_KEY ? "finding" : "fingerprint"]: fingerprint, ...rest };
  const entry = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const list = listOf(key);
  if (!isSeq(list)) {
    document.set(key, [entry]);
    return document.toString({ lineWidth: 0 });
  }
  list.flow = false;
  const known = list.items.findIndex(isKnown);
  if (known >= 0) list.set(known, document.createNode(entry));
  else list.add(document.createNode(entry));
  return document.toString({ lineWidth: 0 });
}

/** A waiver has the fingerprint under `finding`; a decision of earlier versions, under `fingerprint`. */
function fingerprintOf(item: YAMLMap): string {
  return textOf(item, "finding") ?? textOf(item, "fingerprint") ?? "";
}
