import type { Finding } from "../review/Finding.ts";
import { allRules } from "../rules/allRules.ts";
import { SEVERITIES, type Severity } from "../rules/Severity.ts";
import type { ReviewSettings } from "./ReviewSettings.ts";

/**
 * Gives findings the severity that follows from what the team protects and from how it weighs rules. A finding that
 * was proven harmless on the wire stays harmless, unless its rule never finds anything else, as the one about new
 * operations.
 */
export function weigh(findings: readonly Finding[], settings: ReviewSettings): Finding[] {
  return findings.flatMap((finding) => {
    const wanted = isExempt(finding, settings) ? "safe" : settings.severity[finding.id];
    if (wanted === "off") return [];
    const { severity = "risky", axis = "wire" } = allRules.get(finding.id) ?? {};
    const own = settings.protect === "code" ? graver(finding.severity, ofCode(finding)) : finding.severity;
    const isProven = axis === "wire" && severity !== "safe" && own === "safe";
    return [{ ...finding, severity: wanted === undefined || isProven ? own : wanted }];
  });
}

/** What concerns operations of exempt levels alone breaks no promise. */
function isExempt({ operations }: Finding, { exempt = [] }: ReviewSettings): boolean {
  const isUnstable = ({ stability }: Finding["operations"][number]) =>
    stability !== undefined && exempt.includes(stability);
  return operations.length > 0 && operations.every(isUnstable);
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

function graver(left: Severity, right: Severity): Severity {
  return SEVERITIES.indexOf(left) <= SEVERITIES.indexOf(right) ? left : right;
}
