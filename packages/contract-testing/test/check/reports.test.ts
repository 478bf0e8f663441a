import { expect, test } from "vitest";
import type { CheckReport } from "../../src/check/CheckReport.ts";
import { checkServer } from "../../src/check/checkServer.ts";
import { groupNotes } from "../../src/cli/report/groupFindings.ts";
import { renderReport } from "../../src/cli/report/renderReport.ts";
import { renderSummary } from "../../src/cli/report/renderSummary.ts";
import { startFixture } from "./support/FixtureServer.ts";
import { keepShop, petShop } from "./support/petShop.ts";

/** A report with findings whose responses contain markup and control characters. */
async function nastyReport(): Promise<CheckReport> {
  const nasty = `<script>alert("1")</script>&\u0001\ud800`;
  await using server = await startFixture((request) => {
    const response = keepShop()(request);
    return request.method === "GET" ? { ...response, body: JSON.stringify([{ name: nasty }]) } : response;
  });
  const contract = await petShop();
  return await checkServer({ contract, only: ["listPets"], baseUrl: server.origin, cases: 20 });
}

test("a page escapes the text of a server", async () => {
  const page = renderReport(await nastyReport(), "html");
  expect(page).toContain("&lt;script&gt;alert");
  expect(page).not.toContain('<script>alert("1")');
  expect(page.match(/<script>/g)).toHaveLength(1);
});

test("a page loads no other file", async () => {
  const page = renderReport(await nastyReport(), "html");
  expect(page).not.toMatch(/(?:src|href)="(?!#)|@import|url\(/);
});

test("JUnit has a suite for each operation and a failure for each finding, in characters that XML allows", async () => {
  const report = await nastyReport();
  const xml = renderReport(report, "junit");
  expect(xml.match(/<testsuite /g)).toHaveLength(report.operations.length);
  expect(xml.match(/<failure /g)).toHaveLength(report.findings.length);
  expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
});

test("a page without findings says that there are none", async () => {
  await using server = await startFixture(keepShop());
  const report = await checkServer({
    contract: await petShop(),
    only: ["listPets"],
    baseUrl: server.origin,
    cases: 5,
  });
  expect(renderReport(report, "html")).toContain("<h1>The server keeps its contract</h1>");
});

test("a summary is coloured in a terminal and plain elsewhere", async () => {
  const report = await nastyReport();
  expect(renderSummary(report, { color: true })).toContain("\u001b[31m✗");
  expect(renderSummary(report)).not.toContain("\u001b[");
});

test("findings of one check at one location are grouped", async () => {
  const document = (await petShop()).document;
  const { loadContract } = await import("@gatehouse/contract");
  await using server = await startFixture((request) =>
    request.path === "/session" && request.method === "DELETE"
      ? { status: 200, headers: { "content-type": "application/json" }, body: "{}" }
      : keepShop()(request),
  );
  const report = await checkServer({
    contract: await loadContract(document),
    only: ["signOut"],
    baseUrl: server.origin,
    credentials: { key: "key-1" },
    cases: 20,
  });
  expect(report.findings.length).toBeGreaterThan(4);
  const summary = renderSummary(report);
  expect(summary.match(/^✗ /gm)).toHaveLength(2);
  expect(summary).toContain("with key left empty");
  expect(summary).toContain("with key in the query");
});

test("a note on several operations is shown once", () => {
  const seen = "only seen from outside, since there are no credentials for key.";
  const notes = [
    `listPets: ${seen}`,
    `addPet: ${seen}`,
    "addPet: not tried.",
    "Signing in failed: no answer.",
  ];
  expect(groupNotes(notes)).toEqual([
    `listPets, addPet: ${seen}`,
    "addPet: not tried.",
    "Signing in failed: no answer.",
  ]);
});
