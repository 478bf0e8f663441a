import { expect, test } from "vitest";
import { REPORT_FORMATS, renderReview } from "../src/index.ts";
import { review } from "./support/review.ts";
import { shop } from "./support/shop.ts";

const LONGEST_COMMENT_OF_GITHUB = 65_536;

/** One change for each of many operations. */
function large(count: number, maximum: number): object {
  // The same change everywhere would be one finding.
  const parametersOf = (index: number) => [
    { name: "limit", in: "query", schema: { type: "integer", maximum: maximum + 100 * index } },
  ];
  const responses = { "204": { description: "nothing" } };
  const paths = Array.from({ length: count }, (_, index) => [
    `/things${index}`,
    { get: { operationId: `get${index}`, parameters: parametersOf(index), responses } },
  ]);
  return shop({ "/paths": Object.fromEntries(paths) });
}

test.for([1, 60, 400, 2_000])(
  "a comment about %i changes fits a pull request and mentions each of them",
  { timeout: 120_000 },
  async (count) => {
    const all = await review(large(count, 20), large(count, 10));
    expect(all.findings.filter(({ id }) => id === "maximum-changed")).toHaveLength(count);
    const comment = renderReview(all, "markdown");
    expect(comment.length).toBeLessThan(LONGEST_COMMENT_OF_GITHUB);
    const mentioned = new Set(comment.match(/\b[0-9a-f]{12}\b/g));
    expect(all.findings.filter(({ fingerprint }) => !mentioned.has(fingerprint))).toEqual([]);
    expect(comment.match(/<details>/g)?.length).toBe(comment.match(/<\/details>/g)?.length);
  },
);

test("beyond what fits, a comment says how many it leaves out, and no other report leaves out any", {
  timeout: 120_000,
}, async () => {
  const all = await review(large(3_200, 20), large(3_200, 10));
  const comment = renderReview(all, "markdown");
  expect(comment.length).toBeLessThan(LONGEST_COMMENT_OF_GITHUB);
  expect(comment).toMatch(/- and \d+ more/);
  for (const format of REPORT_FORMATS.filter((known) => known !== "markdown")) {
    const mentioned = new Set(renderReview(all, format).match(/\b[0-9a-f]{12}\b/g));
    expect(all.findings.filter(({ fingerprint }) => !mentioned.has(fingerprint))).toEqual([]);
  }
});
