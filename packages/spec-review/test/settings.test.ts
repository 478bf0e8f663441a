import { expect, test } from "vitest";
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

test("a rule is given another weight", async () => {
  const { findings, counts } = await reviewWith({ severity: { "parameter-removed": "risky" } });
  expect(weights(findings, "parameter-removed")).toEqual([["risky", false]]);
  expect(counts.breaking).toBe(3);
});

test("a rule is switched off", async () => {
  const { findings } = await reviewWith({ severity: { "parameter-removed": "off" } });
  expect(weights(findings, "parameter-removed")).toEqual([]);
});

test("what is safe by itself can be made to break", async () => {
  const { findings } = await reviewWith({ severity: { "operation-added": "breaking" } });
  expect(weights(findings, "operation-added")).toEqual([["breaking", true]]);
});

test("a finding that is proven harmless stays harmless, however much its rule weighs", async () => {
  const { findings } = await reviewWith(
    { severity: { "max-length-changed": "breaking" } },
    {
      "/components/schemas/NewPet/properties/name/maxLength": 80,
    },
  );
  expect(weights(findings, "max-length-changed")).toEqual([["safe", false]]);
});

test("other weights can fail the review, and single rules", async () => {
  const strict = await reviewWith({ failOn: ["breaking", "risky"] });
  expect(weights(strict.findings, "deprecation-without-sunset")).toEqual([["risky", true]]);
  const named = await reviewWith({ failOn: ["deprecation-without-sunset"] });
  expect(weights(named.findings, "deprecation-without-sunset")).toEqual([["risky", true]]);
  expect(weights(named.findings, "parameter-removed")).toEqual([["breaking", false]]);
  expect(named.exitCode).toBe(1);
});

test("nothing fails where nothing may", async () => {
  const { exitCode, verdict, counts } = await reviewWith({ failOn: [] });
  expect([exitCode, verdict, counts.breaking]).toEqual([0, "pass", 4]);
});

test.for([
  { config: { colour: "red" }, says: '"colour" is not known' },
  { config: { document: 1 }, says: '"document" must be a text' },
  {
    config: { severity: { "parameter-removed": "bad" } },
    says: "must be off or one of breaking, unknown, risky, safe",
  },
  { config: { severity: { "parameter-remove": "off" } }, says: 'perhaps you mean "parameter-removed"' },
  { config: { severity: [] }, says: '"severity" must be an object' },
  { config: { failOn: "breaking" }, says: '"failOn" must be a list' },
  { config: { failOn: ["braking"] }, says: '"failOn": there is no rule "braking"' },
  { config: "[1]", says: "must hold a JSON object" },
  { config: "{", says: "is no JSON" },
])("the configuration $config is refused: $says", async ({ config, says }) => {
  using folder = createFolder({ "a.json": shop(), "spec-review.config.json": config });
  const { exitCode, err } = await runCommand(folder.path, ["a.json", "a.json"]);
  expect(exitCode).toBe(2);
  expect(err).toContain("spec-review.config.json");
  expect(err).toContain(says);
});

const breaking: Patch = { "/paths/~1pets/post": undefined };
const harmless: Patch = { "/paths/~1more": { get: { responses: { "204": { description: "none" } } } } };
const versions = [
  {
    name: "a breaking change without a rise",
    from: "1.2.3",
    to: "1.2.3",
    patch: breaking,
    severity: "breaking",
  },
  {
    name: "a breaking change with a minor rise",
    from: "1.2.3",
    to: "1.3.0",
    patch: breaking,
    severity: "breaking",
  },
  {
    name: "a breaking change with a major rise",
    from: "1.2.3",
    to: "2.0.0",
    patch: breaking,
    severity: undefined,
  },
  {
    name: "a breaking change with a draft of the next major",
    from: "1.2.3",
    to: "2.0.0-rc.1",
    patch: breaking,
    severity: undefined,
  },
  {
    name: "a breaking change and a step back",
    from: "2.0.0",
    to: "1.9.0",
    patch: breaking,
    severity: "breaking",
  },
  {
    name: "a breaking change before 1.0 with a minor rise",
    from: "0.4.1",
    to: "0.5.0",
    patch: breaking,
    severity: undefined,
  },
  {
    name: "a breaking change before 1.0 with a patch",
    from: "0.4.1",
    to: "0.4.2",
    patch: breaking,
    severity: "breaking",
  },
  { name: "an addition without a rise", from: "1.2.3", to: "1.2.3", patch: harmless, severity: "risky" },
  { name: "an addition with a patch", from: "1.2.3", to: "1.2.4", patch: harmless, severity: "risky" },
  { name: "an addition with a minor rise", from: "1.2.3", to: "1.3.0", patch: harmless, severity: undefined },
  {
    name: "an addition with a major rise",
    from: "v1.2.3",
    to: "v2.0.0",
    patch: harmless,
    severity: undefined,
  },
  { name: "no change without a rise", from: "1.2.3", to: "1.2.3", patch: {}, severity: undefined },
  {
    name: "a breaking change of a dated document on the same day",
    from: "2026-01-01",
    to: "2026-01-01",
    patch: breaking,
    severity: "breaking",
  },
  {
    name: "a breaking change of a dated document on another day",
    from: "2026-01-01",
    to: "2026-02-01",
    patch: breaking,
    severity: undefined,
  },
];

for (const { name, from, to, patch, severity } of versions) {
  test(`${name} is ${severity ?? "in order"} for the version`, async () => {
    const { findings } = await review(
      shop({ "/info/version": from }),
      shop({ "/info/version": to, ...patch }),
    );
    const found = findings.filter(({ id }) => id === "version-must-rise");
    expect(found.map((finding) => finding.severity)).toEqual(severity === undefined ? [] : [severity]);
    for (const { head, wayOut } of found) {
      expect(head).toMatchObject({ pointer: "/info/version", value: to });
      expect(wayOut).toMatch(/a change like this needs (?:\d+\.\d+\.\d+ or later|another version)/);
    }
  });
}

test("a breaking change that is weighed down asks for no new major version", async () => {
  const settings = { severity: { "operation-removed": "risky" as const }, failOn: ["breaking"] };
  const head = shop({ "/info/version": "1.1.0", ...breaking });
  const { findings, verdict } = await review(shop(), head, { settings });
  expect(findings.map(({ id }) => id)).not.toContain("version-must-rise");
  expect(verdict).toBe("pass");
});

const getPets = "/paths/~1pets/get";
test.for([
  { name: "no day", patch: {}, found: true },
  { name: "words for a day", patch: { [`${getPets}/x-sunset`]: "soon" }, found: true },
  { name: "a day", patch: { [`${getPets}/x-sunset`]: "2027-12-31" }, found: false },
  { name: "a moment", patch: { [`${getPets}/x-sunset`]: "2027-12-31T12:00:00Z" }, found: false },
])("deprecation with $name of sunset is told: $found", async ({ patch, found }) => {
  const head = shop({ "/info/version": "1.1.0", [`${getPets}/deprecated`]: true, ...patch });
  const { findings } = await review(shop(), head);
  expect(findings.some(({ id }) => id === "deprecation-without-sunset")).toBe(found);
});
