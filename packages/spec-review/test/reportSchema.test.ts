import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import {
  type ChangedOperation,
  type ChangedStructure,
  type Changelog,
  type ChangelogLine,
  type DecisionData,
  type DecisionProblem,
  type DocumentOutcome,
  type FindingData,
  type ImpactLocation,
  type ImpactReport,
  makeChangelog,
  type OperationData,
  type OutcomeData,
  openDocument,
  type ReviewData,
  type ReviewedSide,
  renderReview,
  reviewDocuments,
  type SideData,
  toReviewData,
  type VersionLine,
  type Witness,
} from "../src/index.ts";
import { sampledNames } from "./corpus.ts";
import { review } from "./support/review.ts";
import { TODAY } from "./support/runCommand.ts";
import { changedShop, shop } from "./support/shop.ts";

function readSchema(name: string) {
  return JSON.parse(readFileSync(new URL(`../schema/${name}.schema.json`, import.meta.url), "utf8"));
}

function compile(name: string) {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(readSchema(name));
  return (value: unknown) => (validate(value) ? [] : validate.errors);
}

const CORPUS = new URL("../corpus/", import.meta.url);

test("the reports and changelogs of the corpus conform to the published schemas", {
  timeout: 120_000,
}, async () => {
  const [faultsOfReview, faultsOfChangelog] = [compile("review"), compile("changelog")];
  for (const name of sampledNames()) {
    const open = (file: string) => openDocument({ source: new URL(`${name}/${file}`, CORPUS), name: file });
    const documents = { base: await open("base.yaml"), head: await open("head.yaml") };
    const report = JSON.parse(renderReview(reviewDocuments({ documents, today: TODAY }), "json"));
    expect(faultsOfReview(report)).toEqual([]);
    expect(faultsOfChangelog(JSON.parse(JSON.stringify(makeChangelog(documents))))).toEqual([]);
  }
});

const location: ImpactLocation = {
  ...{ kind: "client", file: "a.ts", line: 1, column: 1, text: "x", certainty: "fails" },
  ...{ operationId: "getPet", details: ["y"] },
};
const impact: ImpactReport = {
  findings: [{ fingerprint: "0123456789ab", locations: [location] }],
  unexplained: [location],
  failingBefore: [location],
  generated: ["api.ts"],
  projects: ["."],
};

test("a report with decisions, their problems and an impact conforms to the published schema", async () => {
  const all = await review(shop(), changedShop());
  const [first, ...rest] = all.findings;
  const decision = { reason: "r", owner: "o", expires: "2027-01-01", replacement: undefined };
  const problem: DecisionProblem = { kind: "unused", fingerprint: "x", message: "m", file: "f", line: 1 };
  const full = {
    ...all,
    impact,
    decisionProblems: [problem],
    findings: first ? [{ ...first, decision }, ...rest] : [],
  };
  expect(compile("review")(JSON.parse(JSON.stringify(toReviewData(full))))).toEqual([]);
});

test.for([
  { name: "another weight", patch: { counts: { breaking: 1, unknown: 0, risky: 0, fatal: 0 } } },
  { name: "a finding that lacks its place", patch: { findings: [{ id: "x" }] } },
  { name: "an unknown member", patch: { extra: true } },
])("the schema rejects $name", async ({ patch }) => {
  const data = JSON.parse(JSON.stringify(toReviewData(await review(shop(), changedShop()))));
  expect(compile("review")(data)).toEqual([]);
  expect(compile("review")({ ...data, ...patch })).not.toEqual([]);
});

/** The members of each type; the compiler rejects one that is missing here, and one too many. */
type Members<T> = Record<keyof T, true>;

const side: Members<ReviewedSide> = { name: true, title: true, version: true };
const version: Members<VersionLine> = { before: true, after: true, needed: true, met: true };
const counts: Members<ReviewData["counts"]> = { breaking: true, unknown: true, risky: true, safe: true };
const document: Members<DocumentOutcome> = {
  ...{ name: true, change: true, operations: true },
  ...{ counts: true, version: true, notes: true },
};
const operation: Members<OperationData> = { method: true, path: true, operationId: true };
const outcome: Members<OutcomeData> = { ...operation, kind: true, tag: true, change: true, severity: true };
const locatedSide: Members<SideData> = { pointer: true, file: true, line: true, column: true, value: true };
const witness: Members<Witness> = { kind: true, where: true, value: true, focus: true, problem: true };
const decision: Members<DecisionData> = { reason: true, owner: true, expires: true, replacement: true };
const decisionProblem: Members<DecisionProblem> = {
  ...{ kind: true, fingerprint: true },
  ...{ message: true, file: true, line: true },
};
const finding: Members<FindingData> = {
  ...{
    id: true,
    fingerprint: true,
    formerFingerprints: true,
    document: true,
    severity: true,
    wire: true,
    code: true,
    title: true,
    why: true,
    wayOut: true,
    site: true,
  },
  ...{
    direction: true,
    directions: true,
    operations: true,
    base: true,
    head: true,
    alsoAt: true,
    withoutWitness: true,
    witness: true,
    decision: true,
    blocks: true,
  },
};
const impactLocation: Members<ImpactLocation> = {
  ...{ operationId: true, details: true },
  ...{ kind: true, file: true, line: true, column: true, text: true, certainty: true },
};
const impactMembers: Members<ImpactReport> = {
  ...{ findings: true, unexplained: true, failingBefore: true, generated: true, projects: true },
};
const reviewMembers: Members<ReviewData> = {
  ...{ formatVersion: true, verdict: true, acceptCommand: true, base: true, head: true, counts: true },
  ...{ protect: true, version: true, documents: true },
  ...{ findings: true, operations: true, decisionProblems: true, impact: true },
};
const line: Members<ChangelogLine> = { text: true, severity: true, rule: true, structure: true };
const structure: Members<ChangedStructure> = { kind: true, name: true, changes: true };
const changedOperation: Members<ChangedOperation> = {
  ...operation,
  ...{ kind: true, summary: true, sunset: true, changes: true },
};
const changelog: Members<Changelog> = {
  ...{ formatVersion: true, title: true, from: true, to: true },
  ...{ general: true, operations: true, webhooks: true, structures: true },
};

test("the published schemas and the types have the same members", () => {
  const definitions = {
    side,
    version,
    counts,
    document,
    operation,
    outcome,
    spot: locatedSide,
    witness,
    decision,
    decisionProblem,
    finding,
    impactPlace: impactLocation,
    impact: impactMembers,
  };
  expectMembers(readSchema("review"), reviewMembers, definitions);
  expectMembers(readSchema("changelog"), changelog, { line, structure, operation: changedOperation });
});

interface Described {
  readonly properties?: object;
  readonly $defs?: Readonly<Record<string, Described>>;
}

function expectMembers(schema: Described, root: object, definitions: Readonly<Record<string, object>>): void {
  expect(Object.keys(schema.properties ?? {}).sort()).toEqual(Object.keys(root).sort());
  const described = Object.entries(schema.$defs ?? {}).filter(
    ([, { properties }]) => properties !== undefined,
  );
  expect(described.map(([name]) => name).sort()).toEqual(Object.keys(definitions).sort());
  for (const [name, { properties }] of described) {
    expect([name, Object.keys(properties ?? {}).sort()]).toEqual([
      name,
      Object.keys(definitions[name] ?? {}).sort(),
    ]);
  }
}
