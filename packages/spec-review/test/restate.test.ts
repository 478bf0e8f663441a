import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { openDocument, type ReviewedDocument } from "../src/document/openDocument.ts";
import { compareDocuments } from "../src/review/compareDocuments.ts";
import { openPair, sampledNames } from "./corpus.ts";
import { largeDocument } from "./largeDocument.ts";
import { restate } from "./restate.ts";

const OWN = new URL("../../../spec/openapi.yaml", import.meta.url);

test("our own document and a restated copy of it have no difference on the wire", async () => {
  const own = await openDocument({ source: OWN, name: "spec" });
  expect(await differences(own)).toEqual([]);
});

test("a document of 200 operations and a restated copy of it have no difference on the wire", async () => {
  const source = largeDocument({ operations: 200, changed: false });
  expect(await differences(await openDocument({ source, name: "large" }))).toEqual([]);
});

test("no document of the corpus differs from its restated copy", { timeout: 120_000 }, async () => {
  const differing: string[] = [];
  for (const name of sampledNames()) {
    const { base, head } = await openPair(name);
    for (const document of [base, head]) {
      if ((await differences(document)).length > 0) differing.push(document.name);
    }
  }
  expect(differing).toEqual([]);
});

test("a restated copy has another text: another order, inlined references, new component names", async () => {
  const own = await openDocument({ source: OWN, name: "spec" });
  const copy = JSON.stringify(restate(own.root));
  expect(copy).toContain("#/components/schemas/Restated0");
  expect(copy.split('"$ref"').length).not.toBe(JSON.stringify(own.root).split('"$ref"').length);
  expect(Object.keys(restate(own.root).paths ?? {})).toEqual(Object.keys(own.root.paths ?? {}).reverse());
});

/** What differs on the wire between a document and a restated copy of it, written as YAML and read again. */
async function differences(base: ReviewedDocument): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "restated-"));
  const file = join(folder, "openapi.yaml");
  writeFileSync(file, stringify(restate(base.root), { aliasDuplicateObjects: false }));
  try {
    const head = await openDocument({ source: file, name: "restated" });
    const documents = { base, head };
    return compareDocuments({ documents, hasPassed: () => false })
      .filter(({ wire }) => wire !== "no")
      .map(({ id, title }) => `${id}: ${title}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
