import type { Direction } from "../facets/SchemaChange.ts";
import type { AffectedOperation, Finding } from "../findings/Finding.ts";
import { allRules } from "../rules/allRules.ts";
import { type Axis, SEVERITIES, type Severity } from "../rules/Rule.ts";

/**
 * Another severity for the findings that match all of these conditions. An operation matches by its path, id, tag or
 * level in the old document; of several values, one is enough.
 */
interface SeverityOverride {
  readonly severity: Severity | "off";
  readonly rule?: OneOrMore;
  readonly direction?: Direction;
  /** Paths, `*` for a part of a segment and `**` for any number of segments. */
  readonly path?: OneOrMore;
  /** Operation ids. */
  readonly operation?: OneOrMore;
  readonly tag?: OneOrMore;
  /** Levels of `x-stability-level` and the like. */
  readonly stability?: OneOrMore;
}

/** A text, or several. */
type OneOrMore = string | readonly string[];

/** The settings of a team for severities. */
export interface ReviewSettings {
  /** Another severity for a rule, or `off`. */
  readonly severity: Readonly<Record<string, Severity | "off">>;
  /** Severities and rule ids whose findings fail the review without a decision. */
  readonly failOn: readonly string[];
  /** Severities for some findings; of several that match, the last one counts. @default none */
  readonly overrides?: readonly SeverityOverride[];
  /** Stability levels, such as `draft` and `alpha`, whose operations may change freely. @default none */
  readonly exempt?: readonly string[];
  /** What must not break: only messages, or generated code as well. @default wire */
  readonly protect?: Axis;
}

/** The settings without a configuration. */
export const DEFAULT_SETTINGS: ReviewSettings = { severity: {}, failOn: ["breaking"], protect: "wire" };

/**
 * Gives findings the severity that follows from the settings. A finding that is proven safe on the wire stays safe,
 * unless all findings of its rule are, such as new operations. A finding in several operations gets the gravest of
 * their severities; operations for which it is off are removed from it.
 */
export function weigh(findings: readonly Finding[], settings: ReviewSettings): Finding[] {
  return findings.flatMap((finding) => {
    const operations = finding.operations.length > 0 ? finding.operations : [undefined];
    const weighed = operations
      .map((operation) => ({ operation, severity: severityFor(finding, operation, settings) }))
      .filter((one) => one.severity !== "off");
    if (weighed.length === 0) return [];
    return [
      {
        ...finding,
        severity: gravest(weighed.map(({ severity }) => severity)),
        operations: weighed.flatMap(({ operation }) => operation ?? []),
      },
    ];
  });
}

type Weight = Severity | "off";

function severityFor(
  finding: Finding,
  operation: AffectedOperation | undefined,
  { severity: byRule, overrides = [], exempt = [], protect }: ReviewSettings,
): Weight {
  const isExempt = operation?.stability !== undefined && exempt.includes(operation.stability);
  const override = overrides.findLast((one) => isMet(one, finding, operation));
  const wanted = override?.severity ?? (isExempt ? "safe" : byRule[finding.id]);
  if (wanted === "off") return wanted;
  const { severity = "risky", axis = "wire" } = allRules.get(finding.id) ?? {};
  const own = protect === "code" ? gravest([finding.severity, ofCode(finding)]) : finding.severity;
  const isProven = axis === "wire" && severity !== "safe" && own === "safe";
  return wanted === undefined || isProven ? own : wanted;
}

function isMet(
  { rule, direction, path, operation: id, tag, stability }: SeverityOverride,
  finding: Finding,
  operation: AffectedOperation | undefined,
): boolean {
  return (
    isOneOf(rule, [finding.id]) &&
    (direction === undefined || direction === finding.direction) &&
    (path === undefined ||
      (operation !== undefined && listOf(path).some((glob) => matches(glob, operation.path)))) &&
    isOneOf(id, [operation?.operationId]) &&
    isOneOf(tag, operation?.tags ?? []) &&
    isOneOf(stability, [operation?.stability])
  );
}

function isOneOf(wanted: OneOrMore | undefined, found: readonly (string | undefined)[]): boolean {
  return wanted === undefined || listOf(wanted).some((value) => found.includes(value));
}

function listOf(value: OneOrMore): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

/** `/pets/*` is a segment below `/pets`, `/pets/**` everything below. */
function matches(glob: string, path: string): boolean {
  const parts = glob.split(/(\*+)/).map((part) => {
    if (part.startsWith("*")) return part.length > 1 ? ".*" : "[^/]*";
    return part.replaceAll(/[\\^$.+?()[\]{}|/]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`).test(path);
}

function ofCode({ code }: Finding): Severity {
  switch (code) {
    case "breaks":
      return "breaking";
    case "may break":
      return "risky";
    case "no":
      return "safe";
  }
}

function gravest(weights: readonly Weight[]): Severity {
  return SEVERITIES.find((severity) => weights.includes(severity)) ?? "safe";
}
