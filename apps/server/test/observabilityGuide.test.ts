import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type AuditEventKind, auditEvents } from "../src/audit/auditEvents.ts";
import { type MetricKind, metricCatalogue } from "../src/management/metricCatalogue.ts";

const guide = readFileSync(new URL("../../../docs/guides/observability.md", import.meta.url), "utf8");

/** The rows of the table with this heading, as lists of cells. */
function tableOf(heading: string): readonly (readonly string[])[] {
  const [, after = ""] = guide.split(`${heading}\n`);
  const [table = ""] = after.split("\n\n");
  const rows = table.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(1).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test("the table of metrics in the guide equals that of the code", () => {
  const metrics = Object.entries<MetricKind>(metricCatalogue).map(([name, { type, labels, help }]) => {
    const shown = labels.map((label) => `\`${label}\``).join(", ");
    return [`\`${name}\``, type, shown === "" ? "none" : shown, help];
  });
  expect(tableOf("| metric | type | labels | meaning |")).toEqual(metrics);
});

test("LOG-01 the table of audit events in the guide equals that of the code", () => {
  const events = Object.entries<AuditEventKind>(auditEvents).map(([name, kind]) => [
    `\`${name}\`${kind.own ? " (ours)" : ""}`,
    kind.level,
    kind.result,
    `${kind.meaning}${kind.floods ? " Counted in a flood." : ""}`,
  ]);
  expect(tableOf("| event | level | result | meaning |")).toEqual(events);
});
