import type { Finding } from "../review/Finding.ts";
import type { FindingDraft } from "../review/FindingDraft.ts";
import { allRules } from "../rules/allRules.ts";
import type { ReviewSettings } from "./ReviewSettings.ts";

/**
 * Gives findings the severity that the team gives their rule. A finding that was proven harmless stays harmless,
 * unless its rule never finds anything else, as the one about new operations.
 */
export function rerank<T extends Finding | FindingDraft>(
  findings: readonly T[],
  settings: ReviewSettings,
): T[] {
  return findings.flatMap((finding) => {
    const wanted = settings.severity[finding.id];
    if (wanted === "off") return [];
    const isProven = finding.severity === "safe" && allRules.get(finding.id)?.severity !== "safe";
    return [wanted === undefined || isProven ? finding : { ...finding, severity: wanted }];
  });
}
