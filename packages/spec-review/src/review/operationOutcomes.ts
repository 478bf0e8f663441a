import type { JsonValue } from "@gatehouse/contract";
import type { OperationView } from "../document/OperationView.ts";
import type { DocumentPair } from "../walk/DocumentPair.ts";
import type { Finding } from "./Finding.ts";
import type { OperationOutcome } from "./Review.ts";

/** Tells of each operation what became of it, in the order of the new document; what is gone comes last. */
export function operationOutcomes(pair: DocumentPair, findings: readonly Finding[]): OperationOutcome[] {
  const gravest = gravestByOperation(findings);
  const outcome = (
    kind: OperationOutcome["kind"],
    { method, path, id, value }: OperationView,
    change?: OperationOutcome["change"],
  ): OperationOutcome => {
    const severity = gravest.get(`${method.toUpperCase()} ${path}`);
    return {
      kind,
      tag: firstTag(value.tags),
      method: method.toUpperCase(),
      path,
      operationId: id,
      change: change ?? (severity === undefined ? "unchanged" : "changed"),
      severity,
    };
  };
  return [
    ...pair.operations.kept.map(({ base }) => outcome("operation", base)),
    ...pair.moved.map(({ base }) => outcome("operation", base, "moved")),
    ...pair.operations.added.map((operation) => outcome("operation", operation, "added")),
    ...pair.operations.removed.map((operation) => outcome("operation", operation, "removed")),
    ...pair.webhooks.kept.map(({ base }) => outcome("webhook", base)),
    ...pair.webhooks.added.map((webhook) => outcome("webhook", webhook, "added")),
    ...pair.webhooks.removed.map((webhook) => outcome("webhook", webhook, "removed")),
  ];
}

function firstTag(tags: JsonValue | undefined): string | undefined {
  const [tag] = Array.isArray(tags) ? tags : [];
  return typeof tag === "string" ? tag : undefined;
}

/** Findings come with the gravest first, so the first one met counts. */
function gravestByOperation(findings: readonly Finding[]): Map<string, Finding["severity"]> {
  const gravest = new Map<string, Finding["severity"]>();
  for (const { operations, severity } of findings) {
    for (const { method, path } of operations) {
      const key = `${method} ${path}`;
      if (!gravest.has(key)) gravest.set(key, severity);
    }
  }
  return gravest;
}
