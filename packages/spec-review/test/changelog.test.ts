import { expect, test } from "vitest";
import { type Changelog, makeChangelog, openDocument, renderChangelog } from "../src/index.ts";
import { createFolder } from "./support/createFolder.ts";
import { runCommand } from "./support/runCommand.ts";
import { changedShop, type Patch, shop } from "./support/shop.ts";

async function changelogOf(base: object, head: object): Promise<Changelog> {
  const documents = {
    base: await openDocument({ source: base, name: "old.yaml" }),
    head: await openDocument({ source: head, name: "new.yaml" }),
  };
  return makeChangelog(documents);
}

const PATCH: Patch = {
  "/info/version": "2.0.0",
  "/servers/1": { url: "https://eu.shop.example/v1" },
  "/paths/~1pets~1{id}/delete/x-sunset": "2027-12-31",
  "/paths/~1pets/post": undefined,
  "/components/schemas/Order": { type: "object" },
  "/components/schemas/NewPet": undefined,
};

test("operations are new, changed, deprecated or removed", async () => {
  const { operations } = await changelogOf(shop(), changedShop(PATCH));
  expect(operations.map(({ kind, method, path, sunset }) => [kind, method, path, sunset])).toEqual([
    ["new", "GET", "/shops", null],
    ["changed", "GET", "/pets", null],
    ["changed", "GET", "/pets/{id}", null],
    ["deprecated", "DELETE", "/pets/{id}", "2027-12-31"],
    ["removed", "POST", "/pets", null],
  ]);
});

test("structures are new, changed or removed", async () => {
  const { structures } = await changelogOf(shop(), changedShop(PATCH));
  expect(structures.map(({ kind, name }) => [kind, name])).toEqual([
    ["new", "Order"],
    ["changed", "Pet"],
    ["removed", "NewPet"],
  ]);
});

test("a deprecated structure is listed as deprecated", async () => {
  const { structures } = await changelogOf(shop(), shop({ "/components/schemas/Pet/deprecated": true }));
  expect(structures.map(({ kind, name }) => [kind, name])).toEqual([["deprecated", "Pet"]]);
});

test("a change of a structure has the severity of its effect on those who send or read it", async () => {
  const { structures, operations } = await changelogOf(shop(), changedShop());
  const lines = structures.flatMap(({ name, changes }) =>
    changes.map(({ rule, severity }) => `${name} ${rule} ${severity}`),
  );
  expect(lines).toEqual([
    "NewPet max-length-changed breaking",
    "Pet enum-value-added breaking",
    "Pet property-added safe",
  ]);
  const post = operations.find(({ method }) => method === "POST");
  expect(post?.changes.map(({ rule, structure }) => [rule, structure])).toEqual([
    ["max-length-changed", "NewPet"],
    ["enum-value-added", "Pet"],
    ["property-added", "Pet"],
  ]);
});

test("a change of a structure that no operation uses is safe", async () => {
  const unused = (type: string) =>
    shop({ "/components/schemas/Draft": { type: "object", properties: { a: { type } } } });
  const { structures } = await changelogOf(unused("string"), unused("integer"));
  expect(structures).toEqual([
    {
      kind: "changed",
      name: "Draft",
      changes: [expect.objectContaining({ rule: "type-changed", severity: "safe", structure: "Draft" })],
    },
  ]);
});

test("webhooks and changes of the whole document are listed apart", async () => {
  const hook = { post: { responses: { "204": { description: "thanks" } } } };
  const { webhooks, general } = await changelogOf(shop(), shop({ ...PATCH, "/webhooks": { sold: hook } }));
  expect(webhooks.map(({ kind, path }) => [kind, path])).toEqual([["new", "sold"]]);
  expect(general.map(({ rule }) => rule)).toEqual(["server-added"]);
});

test("advice for authors of the document is left out", async () => {
  const { operations } = await changelogOf(shop(), changedShop());
  const rules = operations.flatMap(({ changes }) => changes.map(({ rule }) => rule));
  expect(rules).not.toContain("deprecation-without-sunset");
  expect(rules).toContain("operation-deprecated");
});

test("the same document has no changelog", async () => {
  const changelog = await changelogOf(shop(), shop());
  expect(changelog).toEqual({
    formatVersion: 1,
    title: "Shop",
    from: "1.0.0",
    to: "1.0.0",
    general: [],
    operations: [],
    webhooks: [],
    structures: [],
  });
  expect(renderChangelog(changelog)).toBe("# Shop 1.0.0\n\nNothing changed.\n");
});

test("the changelog is readable as Markdown", async () => {
  expect(renderChangelog(await changelogOf(shop(), changedShop(PATCH)))).toBe(PAGE);
});

const PAGE = `# Shop 1.0.0 → 2.0.0

## General

- The server \`https://eu.shop.example/v1\` was added

## Operations

### New

- \`GET /shops\`

### Changed

- \`GET /pets\` Lists pets
  - The query parameter \`tag\` was removed (**breaking**)
  - \`maximum\` of \`query parameter limit\` changed from \`100\` to \`50\` (**breaking**)
  - \`Pet\` changed (**breaking**), see below
- \`GET /pets/{id}\`
  - \`Pet\` changed (**breaking**), see below

### Deprecated

- \`DELETE /pets/{id}\`, until 2027-12-31
  - The operation is deprecated

### Removed

- \`POST /pets\`

## Structures

### New

- \`Order\`

### Changed

- \`Pet\`
  - \`new\` added to the values of \`Pet.status\` (**breaking**)
  - Member \`color\` was added to \`Pet\`

### Removed

- \`NewPet\`
`;

test("the command writes the changelog to a file, as Markdown or as data", async () => {
  using folder = createFolder({ "old.json": shop(), "new.json": changedShop(PATCH) });
  const sides = ["changelog", "old.json", "new.json"];
  const page = await runCommand(folder.path, [...sides, "--output", "docs/changes.md"]);
  expect(page).toEqual({ exitCode: 0, out: "", err: "" });
  expect(folder.read("docs/changes.md")).toBe(PAGE);
  const data = await runCommand(folder.path, [...sides, "--json"]);
  expect(JSON.parse(data.out)).toEqual(await changelogOf(shop(), changedShop(PATCH)));
});
