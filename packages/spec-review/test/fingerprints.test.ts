import { expect, test } from "vitest";
import { stringify } from "yaml";
import { openDocument, reviewDocuments } from "../src/index.ts";
import { createFolder, type Files } from "./support/createFolder.ts";
import { TODAY } from "./support/runCommand.ts";
import { changedShop, shop } from "./support/shop.ts";

/** The fingerprints of a review of two documents, the entries of which are the first files. */
async function fingerprintsOf(base: Files, head: Files): Promise<string[]> {
  const open = async (files: Files) => {
    using folder = createFolder(files);
    const [entry = ""] = Object.keys(files);
    return await openDocument({ source: `${folder.path}/${entry}`, name: entry });
  };
  const documents = { base: await open(base), head: await open(head) };
  const { findings } = reviewDocuments({ documents, today: TODAY });
  return findings.map(({ fingerprint }) => fingerprint).sort();
}

const plain = () => fingerprintsOf({ "a.json": shop() }, { "a.json": changedShop() });

/** The same value with its members the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, reversed(member)]);
  return Object.fromEntries(entries.reverse());
}

test("fingerprints depend on the change, not on its text", async () => {
  const expected = await plain();
  expect(new Set(expected).size).toBe(expected.length);
  const yaml = (document: unknown) => `# moved down\n\n\n${stringify(document, { lineWidth: 40 })}`;
  const asYaml = await fingerprintsOf({ "b.yaml": yaml(shop()) }, { "c.yaml": yaml(changedShop()) });
  expect(asYaml).toEqual(expected);
});

test("fingerprints do not depend on the order", async () => {
  const head = JSON.stringify(reversed(changedShop()));
  expect(await fingerprintsOf({ "a.json": shop() }, { "a.json": head })).toEqual(await plain());
});

test("fingerprints survive a rebase on other changes", async () => {
  const others = {
    "/info/description": "Written by others in the meantime.",
    "/paths/~1orders": { get: { operationId: "listOrders", responses: { "204": { description: "none" } } } },
    "/components/schemas/Order": { type: "object" },
  };
  const rebased = await fingerprintsOf({ "a.json": shop(others) }, { "a.json": changedShop(others) });
  expect(rebased).toEqual(await plain());
});

test("fingerprints do not depend on descriptions and examples", async () => {
  const words = {
    "/components/schemas/Pet/description": "An animal.",
    "/components/schemas/NewPet/properties/name/description": "How it is called.",
    "/paths/~1pets/get/parameters/0/description": "At most so many.",
  };
  expect(await fingerprintsOf({ "a.json": shop() }, { "a.json": changedShop(words) })).toEqual(await plain());
});

test("fingerprints survive the move of a schema into its own file", async () => {
  const { components, ...rest } = changedShop() as {
    readonly components: { readonly schemas: { readonly Pet: object } };
  };
  const head = {
    ...rest,
    components: { schemas: { ...components.schemas, Pet: { $ref: "./schemas/Pet.json" } } },
  };
  const files = { "a.json": head, "schemas/Pet.json": components.schemas.Pet };
  expect(await fingerprintsOf({ "a.json": shop() }, files)).toEqual(await plain());
});

test("fingerprints do not depend on the name of a path parameter", async () => {
  const renamed = JSON.stringify(changedShop())
    .replaceAll("{id}", "{petId}")
    .replaceAll('"name":"id"', '"name":"petId"');
  const found = await fingerprintsOf({ "a.json": shop() }, { "a.json": renamed });
  expect(found).toEqual(expect.arrayContaining(await plain()));
});

test("another change has another fingerprint", async () => {
  const tighter = { "/components/schemas/NewPet/properties/name/maxLength": 10 };
  const found = await fingerprintsOf({ "a.json": shop() }, { "a.json": changedShop(tighter) });
  const expected = await plain();
  expect(found.filter((fingerprint) => !expected.includes(fingerprint))).toHaveLength(1);
});
