import { createHash } from "node:crypto";
import { canonicalJson, isJsonObject, type JsonValue } from "@gatehouse/contract";
import { operationName } from "../document/OperationView.ts";
import { bySeverity, EFFECTS, type Effect } from "../rules/Rule.ts";
import { type AffectedOperation, type Finding, type FingerprintParts, partsOf } from "./Finding.ts";

const LENGTH = 12;

/**
 * Joins the findings of one change: both directions of a line, and the same change at several locations of the
 * operations. The joined finding replaces the gravest of them.
 */
export function joinFindings(findings: readonly Finding[]): Finding[] {
  const keys = [lineOf, throughOne("head"), throughOne("base"), changeOf];
  return keys.reduce(joinBy, findings).toSorted(bySeverity);
}

type KeyOf = (finding: Finding) => string | undefined;

function joinBy(findings: readonly Finding[], keyOf: KeyOf): readonly Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding) ?? finding.fingerprint;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].flatMap((group) => joined(group) ?? group);
}

/** The key of a line of the document, for both directions of its value. */
function lineOf({ id, title, direction, base, head }: Finding): string | undefined {
  return direction && `${id}\0${title}\0${base?.pointer}\0${head?.pointer}`;
}

/** The key of a change of one component that replaces several schemas of the other document. */
function throughOne(side: "base" | "head"): KeyOf {
  return (finding) => {
    const { id, title, severity } = finding;
    const { pointer } = finding[side] ?? {};
    if (!pointer?.startsWith("/components/")) return undefined;
    return [id, title, severity, directionsOf(finding), pointer].join("\0");
  };
}

/** The key of a change in operations, at any location; a shared component has only one location. */
function changeOf(finding: Finding): string | undefined {
  const { id, severity, title, why, base, head, operations } = finding;
  const isShared = [base, head].some((side) => side?.pointer.startsWith("/components/"));
  if (isShared || operations.length === 0) return undefined;
  const values = [base, head].map((side) => (side?.value === undefined ? "" : canonicalJson(side.value)));
  return [id, directionsOf(finding), severity, title, why, ...values].join("\0");
}

/** The directions of a finding, `request` first. */
export function directionsOf(finding: Finding): ("request" | "response")[] {
  const found = new Set(partsOf(finding).map(({ direction }) => direction));
  return (["request", "response"] as const).filter((direction) => found.has(direction));
}

function joined(group: readonly Finding[]): Finding | undefined {
  const late = ({ direction }: Finding) => (direction === "response" ? 1 : 0);
  const parts = group
    .flatMap(partsOf)
    .toSorted((left, right) => bySeverity(left, right) || late(left) - late(right));
  const [first] = parts;
  if (!first || group.length < 2) return undefined;
  // Findings of a lower severity need no decision, so the fingerprint is that of the others.
  const grave = parts.filter(({ severity }) => severity === first.severity);
  const fingerprint = joinFingerprints(grave.map((part) => part.fingerprint));
  const names = parts.flatMap((part) => [part.fingerprint, ...part.formerFingerprints]);
  return {
    ...first,
    fingerprint,
    formerFingerprints: [...new Set(names)].filter((name) => name !== fingerprint),
    wire: gravest(parts.map(({ wire }) => wire)),
    code: gravest(parts.map(({ code }) => code)),
    why: sentences(parts, "why"),
    remedy: sentences(grave, "remedy"),
    operations: operationsOf(parts),
    witness: parts.find(({ witness, severity }) => witness && severity === first.severity)?.witness,
    parts,
  };
}

/** The fingerprint of a joined finding: that of its only gravest part, or a digest of all of them. */
function joinFingerprints(fingerprints: readonly string[]): string {
  const [first = "", ...others] = fingerprints;
  if (others.length === 0) return first;
  return createHash("sha256").update(fingerprints.toSorted().join("\0")).digest("hex").slice(0, first.length);
}

function sentences(parts: readonly Finding[], key: "why" | "remedy"): string {
  const [first] = parts;
  const others = parts.filter(
    ({ severity, direction }) => severity !== "safe" || direction !== first?.direction,
  );
  return [...new Set([first, ...others].map((part) => part?.[key] ?? ""))].join(" ");
}

function operationsOf(parts: readonly Finding[]): AffectedOperation[] {
  const all = parts.flatMap(({ operations }) => operations);
  return [...new Map(all.map((operation) => [operationName(operation), operation])).values()];
}

function gravest(effects: readonly Effect[]): Effect {
  return EFFECTS.find((effect) => effects.includes(effect)) ?? "no";
}

/**
 * The fingerprint of a finding. It depends on what changed and on its site, never on lines, files or the operations
 * that use it, so it survives a rebase, new formatting and a move of files (docs/adr/0024). A version that computes it
 * from other parts lists the earlier ones in `former`.
 */
export function fingerprintOf({ id, direction, site, subject, base, head }: FingerprintParts): string {
  const parts = [id, direction, site, subject, essence(base?.value), essence(head?.value)];
  const text = parts.map((part) => part ?? "").join("\u0000");
  return createHash("sha256").update(text).digest("hex").slice(0, LENGTH);
}

/** Objects are left out: they have descriptions and examples, which may change independently. */
function essence(value: JsonValue | undefined): string {
  if (value === undefined || isJsonObject(value)) return "";
  const items: readonly JsonValue[] = Array.isArray(value) ? value : [];
  if (items.some((item) => typeof item === "object")) return "";
  return canonicalJson(items.length > 0 ? items.map(canonicalJson).toSorted() : value);
}

/** The other locations of the same change, each once. */
export function otherLocations(finding: Finding): Pick<Finding, "base" | "head">[] {
  const keyOf = ({ base, head }: Finding) => `${base?.pointer} ${head?.pointer}`;
  const locations = new Map(partsOf(finding).map((part) => [keyOf(part), part]));
  locations.delete(keyOf(finding));
  return [...locations.values()];
}
