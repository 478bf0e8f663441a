import { isSeq, parseDocument } from "yaml";
import type { Decision } from "./Decision.ts";

const HEADER = ` Breaking changes of the contract that somebody has decided to make.
 Entries are written by "spec-review accept"; they fail the review when they allow nothing, and once they expire.`;

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
