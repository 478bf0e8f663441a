import { expect, test } from "vitest";
import type { Finding } from "../src/findings/Finding.ts";
import { reviewDocuments } from "../src/review/reviewDocuments.ts";
import { allRules, schemaRules } from "../src/rules/allRules.ts";
import { corpusNames, openPair, readPair, reviewPair } from "./corpus.ts";
import { provesItself } from "./provesItself.ts";
import { SCHEMA_KEYWORDS, schemaKeywordsOf } from "./schemaKeywords.ts";

const results = await Promise.all(corpusNames().map(reviewPair));

const breaking = results.flatMap(({ name, documents, findings }) =>
  findings
    .filter(({ id, severity }) => schemaRules.has(id) && severity === "breaking")
    .map((finding) => ({ name, documents, finding })),
);

test.each(results)("$name: $expected.why", ({ expected, result, findings }) => {
  expect({ result, findings: sorted(findings) }).toEqual({
    result: expected.result,
    findings: sorted(expected.findings),
  });
});

test("every breaking pair of the corpus is found, without false alarms", () => {
  const broken = results.filter(({ expected }) => expected.result === "breaking");
  const flagged = results.filter(({ result }) => result === "breaking");
  const found = flagged.filter(({ expected }) => expected.result === "breaking");
  const [recall, precision] = [found.length / broken.length, found.length / flagged.length];
  process.stdout.write(
    `\ncorpus: ${results.length} pairs, ${broken.length} breaking; recall ${percent(recall)}, precision ${percent(precision)}\n`,
  );
  expect(results.length).toBeGreaterThanOrEqual(150);
  expect([recall, precision]).toEqual([1, 1]);
});

test("every breaking change of a schema has a witness", () => {
  const bare = breaking.filter(({ finding }) => !finding.witness);
  process.stdout.write(
    `\nwitnesses: ${breaking.length - bare.length} of ${breaking.length} breaking schema findings\n`,
  );
  expect(bare.map(({ name, finding }) => `${name}: ${finding.id}`)).toEqual([]);
});

test("Ajv rejects each witness with the original documents, for the reason in its finding", () => {
  const checked = breaking.map(({ name, documents, finding }) => ({
    name: `${name}: ${finding.id}`,
    proof: provesItself(documents, finding),
  }));
  const proven = checked.filter(({ proof }) => proof === "proven");
  expect(checked.filter(({ proof }) => proof === "disproven").map(({ name }) => name)).toEqual([]);
  // The rest says what no schema says: names and directions of members, texts on the wire, lost promises.
  expect(proven.length).toBeGreaterThan(breaking.length * 0.7);
});

test("each rule is exercised by a pair", async () => {
  const found = new Set<string>(results.flatMap(({ findings }) => findings.map(({ id }) => id)));
  const documents = await openPair("request-min-length-raised");
  const settings = { severity: {}, failOn: ["version-must-rise"] };
  for (const { id } of reviewDocuments({ documents, settings, today: "2026-01-01" }).findings) found.add(id);
  expect([...allRules.keys()].filter((id) => !found.has(id))).toEqual([]);
});

test.each(["3.0", "3.1"] as const)("each schema keyword of OpenAPI %s occurs in a pair", (dialect) => {
  const documents = corpusNames().flatMap(readPair);
  const seen = new Set(
    documents
      .filter(({ openapi }) => String(openapi).startsWith(dialect))
      .flatMap((document) => [...schemaKeywordsOf(document)]),
  );
  expect(SCHEMA_KEYWORDS[dialect].filter((keyword) => !seen.has(keyword))).toEqual([]);
});

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function sorted(findings: readonly Pick<Finding, "id" | "severity">[]): string[] {
  return findings.map(({ id, severity }) => `${severity} ${id}`).toSorted();
}
