import { expect, test } from "vitest";
import { review } from "./support/review.ts";
import { type Patch, shop } from "./support/shop.ts";

const list = "/paths/~1pets/get";
const level = `${list}/x-stability-level`;

test.for([
  { name: "an exempt operation", levels: ["alpha"], patch: { [level]: "alpha" }, blocks: false },
  { name: "an operation of another level", levels: ["draft"], patch: { [level]: "alpha" }, blocks: true },
  { name: "an operation without a level", levels: ["alpha"], patch: {}, blocks: true },
  { name: "an exempt operation, without the setting", levels: [], patch: { [level]: "alpha" }, blocks: true },
])("a breaking change of $name with exempt $levels blocks: $blocks", async ({ levels, patch, blocks }) => {
  const base = shop(patch);
  const head = shop({ ...patch, [`${list}/parameters/1`]: undefined });
  const settings = { severity: {}, failOn: ["breaking"], exempt: levels };
  const { findings, result } = await review(base, head, { settings });
  expect(findings.map((finding) => finding.blocks)).toEqual([blocks]);
  expect(result).toBe(blocks ? "fail" : "pass");
});

test("a schema that an exempt operation shares with a stable one is not exempt", async () => {
  const patch: Patch = { [level]: "alpha" };
  const head = shop({ ...patch, "/components/schemas/Pet/properties/name": undefined });
  const settings = { severity: {}, failOn: ["breaking"], exempt: ["alpha"] };
  const { findings } = await review(shop(patch), head, { settings });
  expect(findings.find(({ id }) => id === "property-removed")).toMatchObject({
    severity: "breaking",
    blocks: true,
  });
});

test("the remedy for a new enum value says how to announce an open list", async () => {
  const { findings } = await review(
    shop(),
    shop({ "/components/schemas/Pet/properties/status/enum/2": "new" }),
  );
  expect(findings[0]?.remedy).toContain("`anyOf` of the `enum` and `type: string`, or `x-extensible-enum`");
});

test.for([
  {
    name: "anyOf of the list and any text",
    open: (values: readonly string[]) => ({ anyOf: [{ enum: values }, { type: "string" }] }),
  },
  {
    name: "x-extensible-enum",
    open: (values: readonly string[]) => ({ type: "string", "x-extensible-enum": values }),
  },
])("adding a value to a list that is open by $name is safe in a response", async ({ open }) => {
  const status = "/components/schemas/Pet/properties/status";
  const [base, head] = [["available"], ["available", "lost"]].map((values) =>
    shop({ [status]: open(values) }),
  );
  const { findings } = await review(base ?? {}, head ?? {});
  expect(findings.length).toBeGreaterThan(0);
  expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(["safe"]));
});

test("deprecating one of several constants is safe", async () => {
  const status = "/components/schemas/Pet/properties/status";
  const constants = (more: object) => ({ oneOf: [{ const: "available" }, { const: "sold", ...more }] });
  const head = shop({ [status]: constants({ deprecated: true }) });
  const { findings, result } = await review(shop({ [status]: constants({}) }), head);
  expect(result).toBe("pass");
  expect(findings.filter(({ severity }) => severity !== "safe")).toEqual([]);
});
