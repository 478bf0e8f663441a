import { expect, test } from "vitest";
import { openDocument } from "../../src/document/openDocument.ts";
import { changeGroups, withGroup } from "../../src/impact/findCauses.ts";
import { compareDocuments } from "../../src/review/compareDocuments.ts";
import { shop } from "../support/shop.ts";

async function groupsOf(patch: Record<string, unknown>) {
  const base = await openDocument({ source: shop(), name: "base" });
  const head = await openDocument({ source: shop(patch), name: "head" });
  const documents = { base, head };
  const findings = compareDocuments({ documents, hasPassed: () => false });
  return {
    documents,
    groups: changeGroups(documents, findings).filter((group) => group.findings.length > 0),
  };
}

test("a part that can change alone is a group", async () => {
  const { groups } = await groupsOf({
    "/components/schemas/Pet/properties/name": undefined,
    "/components/schemas/NewPet/properties/name/maxLength": 20,
    "/paths/~1pets~1{id}/delete": undefined,
  });
  expect(groups.map(({ parts }) => [...parts])).toEqual([
    ["/paths/~1pets~1{id}/delete"],
    ["/components/schemas/NewPet"],
    ["/components/schemas/Pet"],
  ]);
});

test("a structure is grouped with all its references", async () => {
  const ref = "/responses/200/content/application~1json/schema";
  const inline = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
  const { groups } = await groupsOf({
    "/components/schemas/Pet": undefined,
    [`/paths/~1pets/get${ref}`]: inline,
    [`/paths/~1pets/post${ref}`]: inline,
    [`/paths/~1pets~1{id}/get${ref}`]: inline,
  });
  expect(groups).toHaveLength(1);
  expect([...(groups[0]?.parts ?? [])].sort()).toEqual([
    "/components/schemas/Pet",
    "/paths/~1pets/get",
    "/paths/~1pets/post",
    "/paths/~1pets~1{id}/get",
  ]);
});

test("the old document with one group of changes differs only in them", async () => {
  const { documents, groups } = await groupsOf({
    "/components/schemas/NewPet/properties/name/maxLength": 20,
    "/paths/~1pets~1{id}/delete": undefined,
  });
  const group = groups.find(({ parts }) => parts.has("/paths/~1pets~1{id}/delete"));
  if (!group) throw new Error("no group");
  expect(withGroup(documents, group)).toEqual(shop({ "/paths/~1pets~1{id}/delete": undefined }));
});
