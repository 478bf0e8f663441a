import { operationName } from "../document/OperationView.ts";
import type { AffectedOperation, Finding, Witness } from "../findings/Finding.ts";
import { directionsOf, otherLocations } from "../findings/joinFindings.ts";
import type { Review } from "../review/Review.ts";
import { schemaRules } from "../rules/allRules.ts";
import { type Effect, SEVERITIES } from "../rules/Rule.ts";
import { alternativesOverlap } from "../rules/schema/unionRules.ts";
import { legible } from "../rules/words.ts";

/** Members that stay as they are: values are escaped where they are shown. */
const KEPT: ReadonlySet<string> = new Set(["value"]);

const EFFECT_WORDS: Readonly<Record<Effect, string>> = {
  breaks: "breaks",
  "may break": "may break",
  no: "safe",
};

/** Phrases that the reports share. */
export const reportWords = {
  /** "2 breaking, 1 risky, 4 safe" */
  counts({ counts }: Review): string {
    const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map(
      (severity) => `${counts[severity]} ${severity}`,
    );
    return parts.length > 0 ? parts.join(", ") : "No relevant changes";
  },

  /** "Shop 1.0.0 → 2.0.0" */
  subject({ base, head }: Review): string {
    if (base.version === "" && head.version === "") return head.title || base.title || "document";
    const title = head.title || base.title || "document";
    return base.version === head.version
      ? `${title} ${head.version}`
      : `${title} ${base.version} → ${head.version}`;
  },

  /** "main:api.yaml → api.yaml" */
  sides({ base, head }: Review): string {
    return base.name === "" ? head.name : `${base.name} → ${head.name}`;
  },

  result({ result, findings, decisionProblems: problems }: Review): string {
    if (result === "pass") return "The review passes.";
    const open = findings.filter(({ blocks }) => blocks);
    const noun = open.every(({ severity }) => severity === "breaking") ? "breaking change" : "finding";
    const parts = [
      open.length > 0 ? counted(open.length, noun, ["needs a decision", "need a decision"]) : "",
      problems.length > 0 ? counted(problems.length, "decision", ["has a problem", "have problems"]) : "",
    ];
    return `${parts.filter((part) => part !== "").join("; ")}.`;
  },

  /** "wire breaks, code may break" */
  effects(finding: Finding): string {
    const { wire, code } = finding;
    const directions = directionsOf(finding);
    const both = directions.length > 1 ? `${directions.join(" and ")}, ` : "";
    return `${both}wire ${EFFECT_WORDS[wire]}, code ${EFFECT_WORDS[code]}`;
  },

  /** "and 3 more locations"; empty if there is only one. */
  moreLocations(finding: Finding): string {
    const { length } = otherLocations(finding);
    return length === 0 ? "" : `and ${length} more ${length === 1 ? "location" : "locations"}`;
  },

  /** Notes about the documents, one sentence each. */
  notes({ documents }: Review): string[] {
    return documents.flatMap(({ notes }) => notes);
  },

  /** "`info.version` needs 2.0.0, is 1.4.0"; undefined if the version rises enough. */
  version({ documents }: Review): string | undefined {
    const open = documents.filter(({ version }) => !version.met);
    const lines = open.map(({ name, version: { needed, after } }) => {
      const whose = documents.length > 1 ? ` of ${name}` : "";
      return `info.version${whose} needs ${needed}, is ${after}`;
    });
    return lines.length > 0 ? lines.join("; ") : undefined;
  },

  operation(operation: AffectedOperation): string {
    const { operationId } = operation;
    return `${operationName(operation)}${operationId === undefined ? "" : ` (${operationId})`}`;
  },

  /** What a witness shows. */
  witness({ kind }: Witness): string {
    switch (kind) {
      case "refused":
        return "was valid, is rejected now";
      case "new":
        return "was impossible, is possible now";
      case "lost":
        return "valid in the old document";
    }
  },

  /** Why a change of a schema has no example; undefined where it has one, or needs none. */
  withoutExample({ id, severity, witness }: Finding): string | undefined {
    if (witness || severity === "safe" || !schemaRules.has(id)) return undefined;
    if (severity === "risky")
      return id === alternativesOverlap.id ? "none that the validator confirms" : undefined;
    return severity === "unknown" ? "none found" : "none: no single value shows the lost promise";
  },

  /** The command that decides on a finding. */
  acceptCommand({ acceptCommand }: Review, { fingerprint }: Finding): string {
    return acceptCommand.replace("<fingerprint>", fingerprint);
  },
};

function counted(count: number, noun: string, [one, many]: readonly [string, string]): string {
  return count === 1 ? `1 ${noun} ${one}` : `${count} ${noun}s ${many}`;
}

/** A review without control characters in any of its texts. */
export function legibleReview(review: Review): Review {
  return clean(review) as Review;
}

function clean(part: unknown): unknown {
  if (typeof part === "string") return legible(part);
  if (Array.isArray(part)) return part.map(clean);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, member]) => [key, KEPT.has(key) ? member : clean(member)]),
  );
}
