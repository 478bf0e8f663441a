import { expect, test } from "vitest";
import { renderReview } from "../src/index.ts";
import { review } from "./support/review.ts";
import { type Patch, shop } from "./support/shop.ts";

const responses = { "204": { description: "none" } };

/** Operations that each write the same parameter for themselves. */
function many(count: number, maximum: number, others: Patch = {}) {
  const parameters = [{ name: "limit", in: "query", schema: { type: "integer", maximum } }];
  const paths = Array.from({ length: count }, (_, index) => [
    `/things${index}`,
    structuredClone({ get: { operationId: `get${index}`, parameters, responses } }),
  ]);
  return shop({ "/paths": Object.fromEntries(paths), ...others });
}

const decisionsOn = (fingerprints: readonly string[]) => ({
  file: "d.yaml",
  problems: [],
  decisions: fingerprints.map((fingerprint, index) => ({
    ...{ fingerprint, line: index + 1, rule: undefined, change: undefined },
    ...{ reason: "agreed", owner: "ann", expires: "2027-01-01", replacement: undefined },
  })),
});

test("the same change of many parameters is one finding with all operations and locations", async () => {
  const { findings } = await review(many(40, 50), many(40, 20));
  expect(findings).toHaveLength(1);
  const [finding] = findings;
  expect(finding).toMatchObject({ id: "maximum-changed", severity: "breaking" });
  expect(finding?.operations).toHaveLength(40);
  const data = JSON.parse(renderReview(await review(many(40, 50), many(40, 20)), "json"));
  expect(data.findings[0].alsoAt).toHaveLength(39);
  expect(data.findings[0].alsoAt.map(({ head }: { head: { pointer: string } }) => head.pointer)).toContain(
    "/paths/~1things39/get/parameters/0/schema/maximum",
  );
  for (const format of ["terminal", "markdown", "html"] as const) {
    expect(renderReview(await review(many(40, 50), many(40, 20)), format)).toContain("and 39 more locations");
  }
});

test("another value is another change", async () => {
  const odd = { "/paths/~1things3/get/parameters/0/schema/maximum": 10 };
  const { findings } = await review(many(5, 50), many(5, 20, odd));
  expect(findings.map(({ operations }) => operations.length)).toEqual([4, 1]);
});

test("a joined finding is decided by its own decision or by those on all its parts, but not on some", async () => {
  const open = await review(many(3, 50), many(3, 20));
  const [finding] = open.findings;
  const parts = finding?.parts?.map(({ fingerprint }) => fingerprint) ?? [];
  expect(parts).toHaveLength(3);
  expect(finding?.formerFingerprints).toEqual(expect.arrayContaining(parts));
  const resultOf = async (fingerprints: readonly string[]) =>
    (await review(many(3, 50), many(3, 20), { decisions: decisionsOn(fingerprints) })).result;
  expect(await resultOf([finding?.fingerprint ?? ""])).toBe("pass");
  expect(await resultOf(parts)).toBe("pass");
  expect(await resultOf(parts.slice(1))).toBe("fail");
  // One more operation is one more breaking change, without a decision.
  const more = await review(many(4, 50), many(4, 20), {
    decisions: decisionsOn([finding?.fingerprint ?? ""]),
  });
  expect(more.result).toBe("fail");
});

const name = "/components/schemas/Pet/properties/name";
/** `Pet` travels both ways. */
const both = (schema: object): Patch => ({
  [name]: schema,
  "/paths/~1pets/put": {
    operationId: "putPet",
    requestBody: {
      required: true,
      content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
    },
    responses,
  },
});

test.for([
  {
    what: "breaks requests alone",
    before: { type: "string", enum: ["a", "b"] },
    after: { type: "string", enum: ["a"] },
    want: { id: "enum-value-removed", severity: "breaking", direction: "request" },
    why: "Every response that is possible now was possible before.",
  },
  {
    what: "breaks responses alone",
    before: { type: "string", enum: ["a"] },
    after: { type: "string", enum: ["a", "b"] },
    want: { id: "enum-value-added", severity: "breaking", direction: "response" },
    why: "Every request that was valid stays valid.",
  },
  {
    what: "breaks both",
    before: { type: "string" },
    after: { type: "integer" },
    want: { id: "type-changed", severity: "breaking", direction: "request" },
    why: "Callers who send `string`",
  },
])(
  "a change of a shared schema that $what is one finding with two directions",
  async ({ before, after, want, why }) => {
    const all = await review(shop(both(before)), shop(both(after)));
    expect(all.findings).toMatchObject([want]);
    const [finding] = all.findings;
    expect(finding?.why).toContain(why);
    expect(finding?.operations.map(({ operationId }) => operationId)).toContain("putPet");
    const [data] = JSON.parse(renderReview(all, "json")).findings;
    expect(data.directions).toEqual(["request", "response"]);
    expect(renderReview(all, "terminal", { verbose: true })).toContain("request and response, wire breaks");
  },
);

test("the directions of a joined finding may have different severities", async () => {
  const overrides = [{ rule: "type-changed", direction: "request", severity: "off" }] as const;
  const settings = { severity: {}, failOn: ["breaking"], overrides };
  const [base, head] = [shop(both({ type: "string" })), shop(both({ type: "integer" }))];
  const { findings } = await review(base, head, { settings });
  expect(findings.map(({ severity, direction }) => [severity, direction])).toEqual([
    ["breaking", "response"],
  ]);
});

test("a change of inline copies that become one component is one finding, with the names of both", async () => {
  const thing = (required: readonly string[]) => ({
    ...{ type: "object", required, properties: { name: { type: "string" } } },
  });
  const documentOf = (member: object, more: object) => {
    const content = { "application/json": { schema: { $ref: "#/components/schemas/Pair" } } };
    const get = { operationId: "getPair", responses: { "200": { description: "d", content } } };
    const schemas = { Pair: { type: "object", properties: { first: member, second: member } }, ...more };
    return shop({ "/paths": { "/pair": { get } }, "/components/schemas": schemas });
  };
  const base = documentOf(thing(["name"]), {});
  const head = documentOf({ $ref: "#/components/schemas/Thing" }, { Thing: thing([]) });
  const { findings } = await review(base, head);
  const optional = findings.filter(({ id }) => id === "property-became-optional");
  expect(optional).toHaveLength(1);
  expect(optional[0]?.parts).toHaveLength(2);
  expect(optional[0]?.formerFingerprints).toHaveLength(2);
});
