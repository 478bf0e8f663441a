import { expect, test } from "vitest";
import { knownFaults } from "../src/eov/knownFaults.ts";
import { eovFaults } from "./differential/eovFaults.ts";

const INTRO = `# Known faults of express-openapi-validator

[Record 21](../adr/0021-requests-are-read-by-the-specification.md) makes express-openapi-validator 5.6.2 a second opinion.
Where it and the router disagree about a request, the disagreement falls under one of these faults, or a test fails:
\`packages/express-contract/test/differential.test.ts\` sends generated requests to both, 2,000 for each of five documents
(\`SEED=4 SOAK=1 npx vitest run test/differential.test.ts\` sends 50,000 others). At run time a disagreement without a known
fault is a log line and a metric.

A test writes this page from the lists in the source. After a change of these run
\`npx vitest run test/faultsPage.test.ts -u\` in \`packages/express-contract\`.
`;

function table(faults: typeof knownFaults): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const rows = faults.map(({ name, fault, clause }) => `| \`${name}\` | ${cell(fault)} | ${cell(clause)} |`);
  return ["| name | fault | decided by |", "| --- | --- | --- |", ...rows].join("\n");
}

test("the page of known faults has each fault of the lists, with its clause", async () => {
  const around = eovFaults.filter((fault) => !knownFaults.includes(fault));
  const page = [
    INTRO,
    `## In parameters and bodies (${knownFaults.length})\n`,
    `${table(knownFaults)}\n`,
    `## In paths and body parsers, as its documentation mounts it (${around.length})\n`,
    `${table(around)}\n`,
  ].join("\n");
  expect(new Set(eovFaults.map(({ name }) => name)).size).toBe(eovFaults.length);
  await expect(page).toMatchFileSnapshot("../../../docs/measured/second-opinion.md");
});
