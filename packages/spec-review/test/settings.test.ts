import { expect, test } from "vitest";
import { renderReview } from "../src/index.ts";
import { createFolder } from "./support/createFolder.ts";
import { review } from "./support/review.ts";
import { runCommand } from "./support/runCommand.ts";
import { changedShop, type Patch, shop } from "./support/shop.ts";

const SIDES = ["old.json", "new.json"];

async function reviewWith(config: object, patch: Patch = {}) {
  using folder = createFolder({
    "old.json": shop(),
    "new.json": changedShop({ "/info/version": "2.0.0", ...patch }),
    "spec-review.config.json": config,
  });
  const { exitCode, out } = await runCommand(folder.path, [...SIDES, "--json"]);
  return { exitCode, ...JSON.parse(out) };
}

interface Weighed {
  readonly id: string;
  readonly severity: string;
  readonly blocks: boolean;
}

function weights(findings: readonly Weighed[], id: string) {
  return findings.filter((finding) => finding.id === id).map(({ severity, blocks }) => [severity, blocks]);
}

test("a rule can get another severity", async () => {
  const { findings, counts } = await reviewWith({ severity: { "parameter-removed": "risky" } });
  expect(weights(findings, "parameter-removed")).toEqual([["risky", false]]);
  expect(counts.breaking).toBe(3);
});

test("a rule can be off", async () => {
  const { findings } = await reviewWith({ severity: { "parameter-removed": "off" } });
  expect(weights(findings, "parameter-removed")).toEqual([]);
});

test("a safe rule can become breaking", async () => {
  const { findings } = await reviewWith({ severity: { "operation-added": "breaking" } });
  expect(weights(findings, "operation-added")).toEqual([["breaking", true]]);
});

test("a finding that is proven safe stays safe, for any severity of its rule", async () => {
  const { findings } = await reviewWith(
    { severity: { "max-length-changed": "breaking" } },
    {
      "/components/schemas/NewPet/properties/name/maxLength": 80,
    },
  );
  expect(weights(findings, "max-length-changed")).toEqual([["safe", false]]);
});

test("other severities and single rules can fail the review", async () => {
  const strict = await reviewWith({ failOn: ["breaking", "risky"] });
  expect(weights(strict.findings, "deprecation-without-sunset")).toEqual([["risky", true]]);
  const named = await reviewWith({ failOn: ["deprecation-without-sunset"] });
  expect(weights(named.findings, "deprecation-without-sunset")).toEqual([["risky", true]]);
  expect(weights(named.findings, "parameter-removed")).toEqual([["breaking", false]]);
  expect(named.exitCode).toBe(1);
});

test("nothing fails with an empty failOn", async () => {
  const { exitCode, verdict, counts } = await reviewWith({ failOn: [] });
  expect([exitCode, verdict, counts.breaking]).toEqual([0, "pass", 4]);
});

test.for([
  { config: { colour: "red" }, says: '"colour" is unknown' },
  { config: { document: 1 }, says: '"document" must be a path, a glob, or a list of them' },
  {
    config: { severity: { "parameter-removed": "bad" } },
    says: "must be off or one of breaking, unknown, risky, safe",
  },
  { config: { severity: { "parameter-remove": "off" } }, says: 'did you mean "parameter-removed"' },
  { config: { severity: [] }, says: '"severity" must be an object' },
  { config: { protect: "types" }, says: '"protect" must be wire or code' },
  { config: { failOn: "breaking" }, says: '"failOn" must be a list' },
  { config: { overrides: {} }, says: '"overrides" must be a list of objects' },
  { config: { overrides: ["off"] }, says: '"overrides"[0] must be an object' },
  {
    config: { overrides: [{ severity: "off" }] },
    says: '"overrides"[0] applies to everything; set one of rule',
  },
  { config: { overrides: [{ tag: "a" }] }, says: '"overrides"[0]."severity" must be off or one of breaking' },
  {
    config: { overrides: [{ severity: "off", method: "get" }] },
    says: '"overrides"[0]: "method" is unknown; the keys are severity, rule, direction',
  },
  {
    config: { overrides: [{ severity: "off", rule: ["parameter-removed", "parameter-remove"] }] },
    says: '"overrides"[0]."rule": there is no rule "parameter-remove"; did you mean "parameter-removed"',
  },
  {
    config: { overrides: [{ severity: "off", direction: "both" }] },
    says: '"overrides"[0]."direction" must be request or response',
  },
  { config: { overrides: [{ severity: "off", path: 1 }] }, says: '"overrides"[0]."path" must be a string' },
  { config: { failOn: ["braking"] }, says: '"failOn": there is no rule "braking"' },
  { config: "[1]", says: "must contain a JSON object" },
  { config: '{\n  "protect" "wire"\n}', says: "spec-review.config.json:2:13 This is not JSON: Expected ':'" },
  { config: "\u001b[2J", says: "spec-review.config.json:1:1 This is not JSON: Unexpected token 'U+001b'." },
])("the configuration $config is rejected: $says", async ({ config, says }) => {
  using folder = createFolder({ "a.json": shop(), "spec-review.config.json": config });
  const { exitCode, err } = await runCommand(folder.path, ["a.json", "a.json"]);
  expect(exitCode).toBe(2);
  expect(err).toContain("spec-review.config.json");
  expect(err).toContain(says);
});

test("the overrides of the configuration are applied", async () => {
  const overrides = [{ rule: "parameter-removed", path: "/pets/**", severity: "safe" }];
  const { findings } = await reviewWith({
    overrides: [...overrides, { rule: "parameter-removed", severity: "off" }],
  });
  expect(weights(findings, "parameter-removed")).toEqual([]);
});

const breaking: Patch = { "/paths/~1pets/post": undefined };
const harmless: Patch = { "/paths/~1more": { get: { responses: { "204": { description: "none" } } } } };
const decisionsOn = (fingerprints: readonly string[]) => ({
  file: "d.yaml",
  problems: [],
  decisions: fingerprints.map((fingerprint, index) => ({
    ...{ fingerprint, line: index + 1, rule: undefined, change: undefined },
    ...{ reason: "agreed", owner: "ann", expires: "2027-01-01", replacement: undefined },
  })),
});

test.for([
  {
    name: "a break, no rise",
    from: "1.2.3",
    to: "1.2.3",
    patch: breaking,
    needed: "2.0.0",
    met: false,
  },
  { name: "a break, minor rise", from: "1.2.3", to: "1.3.0", patch: breaking, needed: "2.0.0", met: false },
  { name: "a break, major rise", from: "1.2.3", to: "2.0.0", patch: breaking, needed: "2.0.0", met: true },
  {
    name: "a break, pre-release",
    from: "1.2.3",
    to: "2.0.0-rc.1",
    patch: breaking,
    needed: "2.0.0",
    met: true,
  },
  { name: "a break, step back", from: "2.0.0", to: "1.9.0", patch: breaking, needed: "3.0.0", met: false },
  { name: "a break in 0.x, minor", from: "0.4.1", to: "0.5.0", patch: breaking, needed: "0.5.0", met: true },
  { name: "a break in 0.x, patch", from: "0.4.1", to: "0.4.2", patch: breaking, needed: "0.5.0", met: false },
  { name: "an addition", from: "1.2.3", to: "1.2.3", patch: harmless, needed: "1.3.0", met: false },
  { name: "an addition, patch", from: "1.2.3", to: "1.2.4", patch: harmless, needed: "1.3.0", met: false },
  { name: "an addition, minor", from: "v1.2.3", to: "v1.3.0", patch: harmless, needed: "1.3.0", met: true },
  { name: "no change", from: "1.2.3", to: "1.2.3", patch: {}, needed: null, met: true },
  { name: "a date", from: "2026-01-01", to: "2026-01-01", patch: breaking, needed: null, met: true },
  { name: "a date with dots", from: "2026.1.1", to: "2026.1.1", patch: breaking, needed: null, met: true },
  { name: "one number", from: "v71", to: "v71", patch: breaking, needed: null, met: true },
])("the version line for $name: needs $needed, met $met", async ({ from, to, patch, needed, met }) => {
  const base = shop({ "/info/version": from });
  const head = shop({ "/info/version": to, ...patch });
  const plain = await review(base, head);
  expect(plain.version).toEqual({ before: from, after: to, needed, met });
  expect(plain.findings.map(({ id }) => id)).not.toContain("version-must-rise");
  const settings = { severity: {}, failOn: ["version-must-rise"] };
  const { findings } = await review(base, head, { settings });
  const found = findings.filter(({ id }) => id === "version-must-rise");
  expect(found.map(({ blocks, remedy }) => [blocks, remedy])).toEqual(
    met ? [] : [[true, `Raise \`info.version\`: a change like this needs ${needed} or later.`]],
  );
  const line = `info.version needs ${needed}, is ${to}`;
  for (const format of ["terminal", "html", "junit"] as const) {
    expect(renderReview(plain, format).includes(line)).toBe(!met);
  }
});

test("a decided breaking change only demands a minor version", async () => {
  const base = shop({ "/info/version": "1.2.3" });
  const head = shop({ "/info/version": "1.3.0", ...breaking });
  const settings = { severity: {}, failOn: ["breaking", "version-must-rise"] };
  const open = await review(base, head, { settings });
  expect(open.version).toMatchObject({ needed: "2.0.0", met: false });
  const breaks = open.findings.filter(({ id }) => id !== "version-must-rise");
  const decisions = decisionsOn(breaks.map(({ fingerprint }) => fingerprint));
  const decided = await review(base, head, { settings, decisions });
  expect(decided).toMatchObject({ result: "pass", version: { needed: "1.3.0", met: true } });
});

test("a breaking change with a lower severity does not demand a major version", async () => {
  const settings = { severity: { "operation-removed": "risky" as const }, failOn: ["breaking"] };
  const head = shop({ "/info/version": "1.1.0", ...breaking });
  const { version, result } = await review(shop(), head, { settings });
  expect({ version, result }).toMatchObject({ version: { needed: "1.1.0", met: true }, result: "pass" });
});

test("a changed operationId fails only if code is protected", async () => {
  const head = shop({ "/paths/~1pets/get/operationId": "findPets" });
  const wire = await review(shop(), head);
  expect(wire).toMatchObject({ result: "pass", protect: "wire" });
  expect(wire.findings).toMatchObject([{ severity: "risky", wire: "no", code: "breaks", blocks: false }]);
  const settings = { severity: {}, failOn: ["breaking"], protect: "code" as const };
  const code = await review(shop(), head, { settings });
  expect(code).toMatchObject({ result: "fail", protect: "code" });
  expect(code.findings).toMatchObject([{ severity: "breaking", wire: "no", code: "breaks", blocks: true }]);
});

test("a break on the wire fails with every protection", async () => {
  const head = shop({ "/components/schemas/NewPet/properties/name/maxLength": 20 });
  for (const protect of ["wire", "code"] as const) {
    const { findings } = await review(shop(), head, {
      settings: { severity: {}, failOn: ["breaking"], protect },
    });
    expect(findings).toMatchObject([{ severity: "breaking", wire: "breaks", code: "no", blocks: true }]);
  }
});

const getPets = "/paths/~1pets/get";
const made = { description: "Made.", content: { "application/json": { schema: { type: "string" } } } };
test.for([
  { name: "a success", status: "206", response: made, code: "breaks" },
  {
    name: "a success response of the components",
    status: "206",
    response: { $ref: "#/components/responses/Made" },
    code: "breaks",
  },
  { name: "an error", status: "409", response: made, code: "may break" },
])("the effect on code of $name that is added depends on its status", async ({ status, response, code }) => {
  const base = shop({ "/components/responses": { Made: made } });
  const head = shop({
    "/components/responses": { Made: made },
    [`${getPets}/responses/${status}`]: response,
  });
  const { findings } = await review(base, head);
  expect(findings).toMatchObject([{ id: "response-status-added", code }]);
});

test.for([
  { name: "no day", patch: {}, found: true },
  { name: "words for a day", patch: { [`${getPets}/x-sunset`]: "soon" }, found: true },
  { name: "a day", patch: { [`${getPets}/x-sunset`]: "2027-12-31" }, found: false },
  { name: "a moment", patch: { [`${getPets}/x-sunset`]: "2027-12-31T12:00:00Z" }, found: false },
])("deprecation with $name of sunset is reported: $found", async ({ patch, found }) => {
  const head = shop({ "/info/version": "1.1.0", [`${getPets}/deprecated`]: true, ...patch });
  const { findings } = await review(shop(), head);
  expect(findings.some(({ id }) => id === "deprecation-without-sunset")).toBe(found);
});
