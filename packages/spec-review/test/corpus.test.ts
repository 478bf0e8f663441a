import { expect, test } from "vitest";
import { schemaRules } from "../src/rules/schemaRules.ts";
import { type CorpusResult, corpusNames, reviewPair } from "./corpus.ts";

const results = await Promise.all(corpusNames().map(reviewPair));

test.each(results)("$name: $expected.why", ({ expected, verdict, findings }) => {
  expect({ verdict, findings: sorted(findings) }).toEqual({
    verdict: expected.verdict,
    findings: sorted(expected.findings),
  });
});

test("the corpus finds every breaking pair and raises no false alarm", () => {
  const breaking = results.filter(({ expected }) => expected.verdict === "breaking");
  const flagged = results.filter(({ verdict }) => verdict === "breaking");
  const found = flagged.filter(({ expected }) => expected.verdict === "breaking");
  const [recall, precision] = [found.length / breaking.length, found.length / flagged.length];
  process.stdout.write(
    `\ncorpus: ${results.length} pairs, ${breaking.length} breaking; recall ${percent(recall)}, precision ${percent(precision)}\n`,
  );
  expect(results.length).toBeGreaterThanOrEqual(150);
  expect([recall, precision]).toEqual([1, 1]);
});

test("every breaking change of a schema comes with an example", () => {
  const bare = results.flatMap(({ name, findings }) =>
    findings
      .filter(({ id, severity, witnessed }) => schemaRules.has(id) && severity === "breaking" && !witnessed)
      .map(({ id }) => `${name}: ${id}`),
  );
  expect(bare).toEqual([]);
});

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

type Found = Pick<CorpusResult["findings"][number], "id" | "severity">;

function sorted(findings: readonly Found[]): string[] {
  return findings.map(({ id, severity }) => `${severity} ${id}`).toSorted();
}
