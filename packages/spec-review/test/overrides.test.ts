import { expect, test } from "vitest";
import { review } from "./support/review.ts";

/** One change of a parameter in two operations, with tags, levels and paths of their own. */
function twoOperations(limit: number) {
  const operation = (operationId: string, tag: string, level: string) => ({
    get: {
      ...{
        operationId,
        tags: [tag],
        "x-stability-level": level,
        responses: { "204": { description: "Done." } },
      },
      parameters: [{ $ref: "#/components/parameters/Limit" }],
    },
  });
  const schema = { type: "integer", maximum: limit };
  return {
    ...{ openapi: "3.1.1", info: { title: "Two", version: "1.0.0" } },
    paths: {
      "/public/pets": operation("listPets", "pets", "stable"),
      "/internal/jobs/{}": operation("listJobs", "jobs", "beta"),
    },
    components: { parameters: { Limit: { name: "limit", in: "query", schema } } },
  };
}

const jobs = "GET /internal/jobs/{}";
const pets = "GET /public/pets";

test.for([
  { name: "rule", override: { rule: "maximum-changed", severity: "risky" }, want: ["risky", pets, jobs] },
  {
    name: "another rule",
    override: { rule: "minimum-changed", severity: "off" },
    want: ["breaking", pets, jobs],
  },
  { name: "direction", override: { direction: "request", severity: "risky" }, want: ["risky", pets, jobs] },
  {
    name: "the other direction",
    override: { direction: "response", severity: "off" },
    want: ["breaking", pets, jobs],
  },
  {
    name: "path, of one operation",
    override: { path: "/internal/**", severity: "off" },
    want: ["breaking", pets],
  },
  {
    name: "path of one segment",
    override: { path: "/internal/*", severity: "off" },
    want: ["breaking", pets, jobs],
  },
  {
    name: "path with a parameter",
    override: { path: "/internal/jobs/{}", severity: "off" },
    want: ["breaking", pets],
  },
  {
    name: "paths",
    override: { path: ["/internal/**", "/public/*"], severity: "risky" },
    want: ["risky", pets, jobs],
  },
  { name: "operation", override: { operation: "listPets", severity: "off" }, want: ["breaking", jobs] },
  { name: "tag", override: { tag: ["jobs", "pets"], severity: "safe" }, want: ["safe", pets, jobs] },
  {
    name: "stability, of the milder operation",
    override: { stability: "beta", severity: "safe" },
    want: ["breaking", pets, jobs],
  },
  {
    name: "all conditions",
    override: { tag: "jobs", operation: "listPets", severity: "off" },
    want: ["breaking", pets, jobs],
  },
] as const)("a severity may differ by $name", async ({ override, want }) => {
  const settings = { severity: {}, failOn: ["breaking"], overrides: [override] };
  const { findings } = await review(twoOperations(50), twoOperations(20), { settings });
  expect(
    findings.map(({ severity, operations }) => [
      severity,
      ...operations.map(({ method, path }) => `${method} ${path}`),
    ]),
  ).toEqual([want]);
});

test("the last matching override counts, and none changes a finding that is proven safe", async () => {
  const overrides = [
    { tag: "pets", severity: "off" },
    { rule: "maximum-changed", severity: "risky" },
  ] as const;
  const settings = { severity: { "maximum-changed": "off" as const }, failOn: ["breaking"], overrides };
  const { findings } = await review(twoOperations(50), twoOperations(20), { settings });
  expect(findings.map(({ severity }) => severity)).toEqual(["risky"]);
  const wider = await review(twoOperations(20), twoOperations(50), { settings });
  expect(wider.findings.map(({ severity }) => severity)).toEqual(["safe"]);
});
