import type { AffectedOperation, Finding, Witness } from "../review/Finding.ts";
import type { Review } from "../review/Review.ts";
import { SEVERITIES } from "../rules/Severity.ts";

/** Turns of phrase that the reports share. */
export const reportWords = {
  /** "2 breaking, 1 risky, 4 safe" */
  counts({ counts }: Review): string {
    const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map(
      (severity) => `${counts[severity]} ${severity}`,
    );
    return parts.length > 0 ? parts.join(", ") : "nothing changed that matters";
  },

  /** "Shop 1.0.0 → 2.0.0" */
  subject({ base, head }: Review): string {
    const title = head.title || base.title || "document";
    return base.version === head.version
      ? `${title} ${head.version}`
      : `${title} ${base.version} → ${head.version}`;
  },

  verdict({ verdict, findings, decisionProblems }: Review): string {
    if (verdict === "pass") return "Nothing stands in the way.";
    const open = findings.filter(({ severity, decision }) => severity === "breaking" && !decision).length;
    const parts = [
      open > 0 ? `${open} breaking ${open === 1 ? "change needs" : "changes need"} a decision` : "",
      decisionProblems.length > 0 ? `${decisionProblems.length} decisions need care` : "",
    ].filter((part) => part !== "");
    return parts.length > 0
      ? `${parts.join("; ")}.`
      : "The configuration lets these findings fail the review.";
  },

  operation({ method, path, operationId }: AffectedOperation): string {
    return operationId === undefined ? `${method} ${path}` : `${method} ${path} (${operationId})`;
  },

  /** What a witness shows. */
  witness({ kind }: Witness): string {
    switch (kind) {
      case "refused":
        return "was valid, is refused now";
      case "new":
        return "can come now, could not before";
      case "lost":
        return "as the old document has it";
    }
  },

  /** The line that decides on a finding. */
  acceptCommand({ fingerprint }: Finding): string {
    return `spec-review accept ${fingerprint} --reason "…"`;
  },
};
