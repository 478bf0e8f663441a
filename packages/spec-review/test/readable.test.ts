import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { REPORT_FORMATS, renderReview } from "../src/index.ts";
import { terminalText } from "../src/report/terminalText.ts";
import { review } from "./support/review.ts";
import { changedShop, type Patch, shop } from "./support/shop.ts";

test.for([
  { text: "one two three fourfourfour five", lines: ["one two", "three", "fourfourf", "our five"] },
  { text: "日本語の長い文 ok", lines: ["日本語の", "長い文 ok"] },
  { text: "", lines: [] },
])("$text is wrapped between words, and inside words that are longer than the line", ({ text, lines }) => {
  expect(terminalText.wrap(text, 9)).toEqual(lines);
});

test("a text is cut at its display width, never inside a character", () => {
  expect(terminalText.cut("日本語の長い文", 8)).toBe("日本語…");
  expect(terminalText.cutStart("日本語の長い文:1:2", 8)).toBe("…文:1:2");
  expect(terminalText.cut("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 5)).toBe("👩‍👩‍👧‍👦👩‍👩‍👧‍👦…");
  expect(stringWidth(terminalText.pad("日本", 6))).toBe(6);
});

const word = "日本語の名前".repeat(20);
const long: Patch = {
  "/info/title": `ペット ${word}`,
  "/components/schemas/Pet/properties/status/enum": ["available", "sold", word, "reserved"],
  [`/components/schemas/NewPet/properties/${word}`]: { type: "string" },
  "/components/schemas/NewPet/required": ["name", word],
  [`/paths/~1${"a-long-path-".repeat(12)}`]: { get: { responses: { "204": { description: "none" } } } },
};

test.for([60, 80, 120])("no line of a terminal of %i columns is longer", async (columns) => {
  const settings = { severity: {}, failOn: ["breaking", "risky"] };
  const all = await review(shop(), changedShop(long), { settings });
  expect(all.findings.length).toBeGreaterThan(8);
  for (const verbose of [true, false]) {
    const lines = renderReview(all, "terminal", { columns, verbose, color: true }).split("\n");
    const widths = lines.map((line) => stringWidth(stripVTControlCharacters(line)));
    expect(lines.filter((_, index) => (widths[index] ?? 0) > columns)).toEqual([]);
    expect(Math.max(...widths)).toBeGreaterThan(columns - 12);
  }
});

test("a command that is wrapped is still one command", () => {
  const lines = terminalText.wrapCommand("spec-review accept 0123456789ab old.yaml new.yaml --reason x", 30);
  expect(lines).toEqual(["spec-review accept \\", "0123456789ab old.yaml \\", "new.yaml --reason x"]);
});

test("the reports for people show the added and removed items of a long list", async () => {
  const names = Array.from({ length: 60 }, (_, index) => `value-${index}`);
  const status = (values: readonly string[]): Patch => ({
    "/components/schemas/Pet/properties/status/enum": values,
  });
  const [gone, fresh] = [names[41], ["nine-lives", "ten-lives"]];
  const all = await review(
    shop(status(names)),
    shop(status([...names.filter((name) => name !== gone), ...fresh])),
  );
  for (const format of ["terminal", "markdown", "html"] as const) {
    const text = renderReview(all, format, { verbose: true });
    for (const name of [gone, ...fresh]) expect(text).toContain(name);
    expect(text).toContain("… 59 the same");
    expect(text).not.toContain("value-17\n");
  }
});

test("the reports for people show the relevant part of a long example", async () => {
  const members = Object.fromEntries(
    Array.from({ length: 80 }, (_, index) => [`member${index}`, { type: "object", required: ["a"] }]),
  );
  const body = (maxLength: number): Patch => ({
    "/components/schemas/NewPet": {
      type: "object",
      required: ["deep", ...Object.keys(members)],
      properties: { ...members, deep: { type: "array", items: { type: "string", maxLength }, minItems: 1 } },
    },
  });
  const all = await review(shop(body(9_000)), shop(body(8_000)));
  const [finding] = all.findings;
  expect(finding).toMatchObject({
    id: "max-length-changed",
    witness: { focus: "/deep/0", where: "request body" },
  });
  for (const format of REPORT_FORMATS.filter(
    (name) => name !== "json" && name !== "sarif" && name !== "github",
  )) {
    const text = renderReview(all, format, { verbose: true });
    expect(text.length).toBeLessThan(format === "html" ? 30_000 : 5_000);
    expect(text).toContain("deep");
    expect(text).toMatch(/more/);
    expect(text).not.toContain("member79");
  }
});

test.for([
  { before: 10_000, after: 20_000, severity: "safe" },
  { before: 20_000, after: 10_000, severity: "breaking" },
])("limits of $before and $after are compared as numbers: $severity", async ({ before, after, severity }) => {
  const limits = (most: number): Patch => ({
    "/components/schemas/NewPet/properties/name": { type: "string", maxLength: most, pattern: "^[a-z]" },
    "/components/schemas/NewPet/properties/link": { type: "string", maxLength: 100 * most, format: "uri" },
    "/components/schemas/NewPet/properties/tags": {
      type: "array",
      maxItems: most,
      items: { type: "string" },
    },
    "/components/schemas/NewPet/properties/more": { type: "object", maxProperties: most },
  });
  const { findings } = await review(shop(limits(before)), shop(limits(after)));
  const ids = ["max-items-changed", "max-length-changed", "max-length-changed", "max-properties-changed"];
  expect(findings.map((one) => `${one.severity} ${one.id}`).toSorted()).toEqual(
    ids.map((id) => `${severity} ${id}`),
  );
  expect(findings.filter(({ witness }) => witness)).toHaveLength(severity === "safe" ? 0 : ids.length);
});

test("an unknown finding has the keyword and the location at which the proof stopped", async () => {
  const pattern = (text: string): Patch => ({
    "/components/schemas/NewPet/properties/name": { type: "string", pattern: text },
  });
  const { findings } = await review(shop(pattern("^(?<!a)b(?=c)c$")), shop(pattern("^(?<!d)b(?=c)c+$")));
  expect(findings).toMatchObject([{ id: "pattern-changed", severity: "unknown" }]);
  expect(findings[0]?.why).toMatch(/The proof stopped at `pattern`, \S+:\d+:\d+\.$/);
});

test("the example of a missing member names the member of its finding", async () => {
  const members: Patch = {
    "/components/schemas/NewPet/properties/first": { type: "string" },
    "/components/schemas/NewPet/properties/second": { type: "string" },
    "/components/schemas/NewPet/required": ["name", "first", "second"],
  };
  const { findings } = await review(shop(), shop(members));
  const added = findings.filter(({ id }) => id === "required-property-added");
  expect(added.map(({ witness }) => witness?.problem).toSorted()).toEqual([
    "must have required property 'first'",
    "must have required property 'second'",
  ]);
});

test("defaults that are objects with arbitrary members are shown", async () => {
  const withDefault = (value: unknown) =>
    shop({ "/components/schemas/NewPet/properties/extra": { type: "object", default: value } });
  const { findings } = await review(withDefault({ toString: 1, valueOf: 2 }), withDefault({ toString: 2 }));
  expect(findings.map(({ id }) => id)).toContain("default-changed");
});
