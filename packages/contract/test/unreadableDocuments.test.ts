import { expect, test } from "vitest";
import { writeFiles } from "../../../scripts/fixtures/writeFiles.ts";
import { loadContract } from "../src/index.ts";
import { rejectionOf } from "./support/rejectionOf.ts";

const head = 'openapi: 3.1.0\ninfo: { title: t, version: "1" }\n';

test("a document that cannot be read is rejected with the reason", async () => {
  const load = loadContract("/nowhere/api.yaml");
  await expect(load).rejects.toMatchObject({
    code: "CONTRACT_INVALID",
    problems: [{ rule: "unreadable-source", message: "The document cannot be read: there is no such file." }],
  });
});

test("a document given as a value cannot refer to files", async () => {
  const load = loadContract({
    openapi: "3.1.0",
    info: { title: "t", version: "1" },
    paths: {},
    components: { schemas: { A: { $ref: "file:///etc/hostname" } } },
  });
  await expect(load).rejects.toMatchObject({ problems: [{ rule: "unresolved-reference" }] });
});

test("a value that contains itself is rejected", async () => {
  const info: Record<string, unknown> = { title: "t", version: "1" };
  info["x-self"] = info;
  await expect(loadContract({ openapi: "3.1.0", info, paths: {} })).rejects.toMatchObject({
    problems: [{ rule: "unreadable-source", pointer: "/info/x-self" }],
  });
});

test("exponential aliases are rejected", async () => {
  const levels = Array.from(
    { length: 12 },
    (_, index) => `  l${index + 1}: &l${index + 1} [${`*l${index},`.repeat(9)}]`,
  );
  const { problems } = await rejectionOf({
    "api.yaml": `${head}paths: {}\nx-bomb:\n  l0: &l0 [1]\n${levels.join("\n")}\n`,
  });
  expect(problems[0]?.rule).toBe("syntax");
});

test("an anchor that contains itself is rejected", async () => {
  const { problems } = await rejectionOf({ "api.yaml": `${head}paths: {}\nx-a: &a\n  b: *a\n` });
  expect(problems).toMatchObject([{ rule: "syntax", location: { line: 5 } }]);
});

test("a key called __proto__ does not change a prototype", async () => {
  const text = `${head}paths: {}\nx-a: { __proto__: { polluted: true } }\ncomponents: { schemas: { A: { properties: { __proto__: { type: string } } } } }\n`;
  await using files = await writeFiles({ "api.yaml": text });
  const contract = await loadContract(files.path("api.yaml"));
  expect(contract.resolve("/components/schemas/A/properties/__proto__").value).toEqual({ type: "string" });
  expect(Object.getPrototypeOf(contract.document["x-a"])).toBe(Object.prototype);
});
