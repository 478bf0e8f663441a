import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { REPORT_FORMATS, type Review, renderReview, reviewDocuments } from "../src/index.ts";
import { openPair } from "./corpus.ts";
import { requireTool } from "./support/requireTool.ts";
import { review } from "./support/review.ts";
import { changedShop, shop } from "./support/shop.ts";

const decided = {
  fingerprint: "",
  rule: undefined,
  change: undefined,
  reason: "tags moved to the search",
  owner: "ann@example.com",
  expires: "2026-12-31",
  replacement: "GET /search",
  line: 4,
};

/** A review with one decision that lets a finding pass, and one that allows nothing. */
async function reviewOfAll(): Promise<Review> {
  const { findings } = await review(shop(), changedShop());
  const [first] = findings;
  const decisions = [
    { ...decided, fingerprint: first?.fingerprint ?? "" },
    { ...decided, fingerprint: "0123456789ab", line: 9 },
  ];
  return review(shop(), changedShop(), {
    decisions: { file: "spec-review.decisions.yaml", decisions, problems: [] },
  });
}

for (const format of REPORT_FORMATS) {
  test(`${format} has every finding with its location, and the problems of decisions`, async () => {
    const all = await reviewOfAll();
    const text = renderReview(all, format);
    expect(all.findings.length).toBeGreaterThan(7);
    for (const finding of all.findings) {
      expect(text).toContain(finding.fingerprint);
      expect(text).toContain(finding.id);
    }
    expect(text).toContain("0123456789ab");
    expect(text).toContain("tags moved to the search");
  });
}

test("the reports for people show locations, sides and examples of each finding", async () => {
  const all = await reviewOfAll();
  for (const format of ["terminal", "markdown", "html"] as const) {
    const text = renderReview(all, format, { verbose: true });
    for (const { head, base, witness } of all.findings) {
      const { file, line, column } = (head ?? base)?.location ?? { file: "", line: 0, column: 0 };
      expect(text).toContain(`${file}:${line}:${column}`);
      if (witness?.problem) expect(text.replaceAll("&lt;", "<")).toContain(witness.problem.slice(0, 20));
    }
  }
});

test("overlapping alternatives have a witness that fits both, or the reason why there is none", async () => {
  const documents = await openPair("request-open-alternatives-overlap");
  const all = reviewDocuments({ documents, today: "2026-06-15" });
  const without = { ...all, findings: all.findings.map((finding) => ({ ...finding, witness: undefined })) };
  const overlap = all.findings.find(({ id }) => id === "alternatives-overlap");
  expect(overlap?.witness).toMatchObject({ kind: "refused", value: { iban: null } });
  for (const format of REPORT_FORMATS) {
    const options = { verbose: true, columns: 200 };
    expect(renderReview(all, format, options)).toContain("iban");
    if (format === "github") continue;
    const reason = "none that the validator confirms";
    expect(renderReview(all, format, options)).not.toContain(reason);
    expect(renderReview(without, format, options)).toContain(reason);
  }
});

test("a decided finding does not fail, and no command to decide on it is shown", async () => {
  const all = await reviewOfAll();
  const [first] = all.findings;
  expect(first).toMatchObject({
    severity: "breaking",
    blocks: false,
    decision: { owner: "ann@example.com" },
  });
  for (const format of REPORT_FORMATS) {
    expect(renderReview(all, format)).not.toContain(`accept ${first?.fingerprint}`);
  }
  const errors = renderReview(all, "github").match(/^::error /gm);
  expect(errors).toHaveLength(all.findings.filter(({ blocks }) => blocks).length + 1);
  expect(renderReview(all, "junit")).toMatch(/^<testsuites name="spec-review" tests="\d+" failures="4">$/m);
});

test("GitHub annotations are warnings for code that fails, and notices for mentions", async () => {
  const all = await reviewOfAll();
  const location = {
    kind: "client",
    file: "a.ts",
    line: 3,
    column: 5,
    operationId: null,
    details: [],
  } as const;
  const fails = { ...location, text: "no such member", certainty: "fails" } as const;
  const mentions = { ...location, line: 4, text: "getPet", certainty: "mentions" } as const;
  const [{ fingerprint = "", title = "" } = {}] = all.findings;
  const impact = {
    findings: [{ fingerprint, locations: [fails, mentions] }],
    unexplained: [{ ...fails, line: 9 }],
    failingBefore: [],
    generated: [],
    projects: ["."],
  };
  const lines = renderReview({ ...all, impact }, "github").split("\n");
  expect(lines.filter((line) => line.includes("file=a.ts"))).toEqual([
    `::warning file=a.ts,line=3,col=5,title=client fails::${title} [${fingerprint}]%0Ano such member`,
    `::notice file=a.ts,line=4,col=5,title=client mentions::${title} [${fingerprint}]%0AgetPet`,
    "::warning file=a.ts,line=9,col=5,title=client fails::No change explains this.%0Ano such member",
  ]);
});

test("SARIF has everything that code scanning requires", async () => {
  const all = await reviewOfAll();
  const log = JSON.parse(renderReview(all, "sarif"));
  expect(log).toMatchObject({ version: "2.1.0", $schema: expect.stringContaining("sarif-2.1.0") });
  const [{ tool, results, columnKind }] = log.runs;
  expect(columnKind).toBe("unicodeCodePoints");
  const ids = tool.driver.rules.map(({ id }: { readonly id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(results).toHaveLength(all.findings.length + 1);
  for (const [index, finding] of all.findings.entries()) {
    const result = results[index];
    expect(ids[result.ruleIndex]).toBe(result.ruleId);
    expect(["error", "warning", "note"]).toContain(result.level);
    expect(result.partialFingerprints).toEqual({ "specReview/v1": finding.fingerprint });
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    expect(artifactLocation.uri).not.toMatch(/[\s\\]/);
    expect(
      [region.startLine, region.startColumn].every((number) => Number.isInteger(number) && number > 0),
    ).toBe(true);
  }
  expect(results[0].suppressions).toEqual([
    { kind: "external", status: "accepted", justification: "tags moved to the search" },
  ]);
});

test("JUnit is well-formed, and its counts are correct", async (context) => {
  requireTool(context, "python3");
  const xml = renderReview(await reviewOfAll(), "junit");
  const { status, stdout, stderr } = spawnSync("python3", ["-c", COUNT], { input: xml, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const { tests, failures, cases, failed } = JSON.parse(stdout);
  expect([tests, failures]).toEqual([cases, failed]);
});

const COUNT = `
import sys, json, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
cases = list(root.iter("testcase"))
for suite in root.iter("testsuite"):
    assert int(suite.get("tests")) == len(suite.findall("testcase"))
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
print(json.dumps({"tests": int(root.get("tests")), "failures": int(root.get("failures")), "cases": len(cases),
                  "failed": sum(1 for case in cases if case.find("failure") is not None)}))
`;

test("the page loads nothing and runs only its own script", async () => {
  const html = renderReview(await reviewOfAll(), "html");
  expect(html).toContain("default-src 'none'");
  expect(html).toMatch(/script-src 'sha256-[\w+/=]+'/);
  expect(html).not.toMatch(/\b(?:src|srcset|action|poster|data)=/);
  expect(html).not.toMatch(/@import|url\(/);
  expect([...html.matchAll(/href="([^"]*)"/g)].filter(([, target]) => !target?.startsWith("#f-"))).toEqual(
    [],
  );
});

test("the overview of operations links to their findings", async () => {
  const all = await reviewOfAll();
  const html = renderReview(all, "html");
  for (const { method, path } of all.operations) {
    expect(html).toContain(`<b>${method}</b>${path}`);
  }
  for (const [, target] of html.matchAll(/href="#(f-[^"]*)"/g)) expect(html).toContain(`id="${target}"`);
});

test("the same review is rendered to the same bytes", async () => {
  const [one, two] = [await reviewOfAll(), await reviewOfAll()];
  for (const format of REPORT_FORMATS) expect(renderReview(one, format)).toBe(renderReview(two, format));
});
