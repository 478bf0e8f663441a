import { expect, test } from "vitest";
import { REPORT_FORMATS, renderReview } from "../src/index.ts";
import { review } from "./support/review.ts";
import { shop } from "./support/shop.ts";

const LONGEST_COMMENT_OF_GITHUB = 65_536;

const responses = { "204": { description: "nothing" } };

function withOperations(operations: readonly object[]): object {
  const paths = operations.map((operation, index) => [
    `/things${index}`,
    { get: { operationId: `get${index}`, ...operation, responses } },
  ]);
  return shop({ "/paths": Object.fromEntries(paths) });
}

/** One change for each of many operations. The same change everywhere would be one finding. */
function limits(count: number, maximum: number): object {
  const schemas = Array.from({ length: count }, (_, index) => ({
    type: "integer",
    maximum: maximum + 100 * index,
  }));
  return withOperations(schemas.map((schema) => ({ parameters: [{ name: "limit", in: "query", schema }] })));
}

/** Operations that are removed need no witness, and so a fraction of the time. */
const removed = (count: number) =>
  review(withOperations(Array.from({ length: count }, () => ({}))), shop({ "/paths": {} }));
const changed = (count: number) => review(limits(count, 20), limits(count, 10));

test.for([
  { count: 1, rule: "maximum-changed", of: changed },
  { count: 60, rule: "maximum-changed", of: changed },
  { count: 400, rule: "maximum-changed", of: changed },
  { count: 2_000, rule: "operation-removed", of: removed },
])(
  "a comment with $count changes fits a pull request and mentions each of them",
  async ({ count, rule, of }) => {
    const all = await of(count);
    expect(all.findings.filter(({ id }) => id === rule)).toHaveLength(count);
    const comment = renderReview(all, "markdown");
    expect(comment.length).toBeLessThan(LONGEST_COMMENT_OF_GITHUB);
    const mentioned = new Set(comment.match(/\b[0-9a-f]{12}\b/g));
    expect(all.findings.filter(({ fingerprint }) => !mentioned.has(fingerprint))).toEqual([]);
    expect(comment.match(/<details>/g)?.length).toBe(comment.match(/<\/details>/g)?.length);
  },
);

test("a comment that is full counts the findings that it omits; other reports omit none", async () => {
  const all = await removed(3_200);
  const comment = renderReview(all, "markdown");
  expect(comment.length).toBeLessThan(LONGEST_COMMENT_OF_GITHUB);
  expect(comment).toMatch(/- and \d+ more/);
  for (const format of REPORT_FORMATS.filter((known) => known !== "markdown")) {
    const mentioned = new Set(renderReview(all, format).match(/\b[0-9a-f]{12}\b/g));
    expect(all.findings.filter(({ fingerprint }) => !mentioned.has(fingerprint))).toEqual([]);
  }
});
