import { expect, test } from "vitest";
import { documentOf, okWith } from "../../../scripts/fixtures/documents.ts";
import { onlyOperation } from "../../../scripts/fixtures/onlyOperation.ts";
import { writeFiles } from "../../../scripts/fixtures/writeFiles.ts";
import {
  type Difference,
  describeActual,
  differenceFingerprint,
  diffResponse,
  loadContract,
  renderDifferences,
} from "../src/index.ts";
import { petStoreFiles } from "./support/petStoreFiles.ts";

/** What the contract of the pet store has against a list of pets. */
async function differencesOf(pets: unknown): Promise<readonly Difference[]> {
  await using files = await writeFiles(petStoreFiles());
  const contract = await loadContract(files.path("openapi.yaml"));
  const operation = contract.operations.get("listPets");
  if (operation === undefined) throw new Error("the pet store has no listPets");
  const headers = { "content-type": "application/json", "x-totl": "3" };
  return diffResponse(operation, { status: 200, headers, body: JSON.stringify(pets) });
}

test("each difference is shown with the contract, the response and a location", async () => {
  const text = renderDifferences(await differencesOf([{ name: "Rex" }, { nme: "Tom" }]));
  expect(text).toBe(`listPets answered 200, not as its contract says: 4 differences

  ✗ missing header at /headers/x-total
    contract  the header "x-total": integer
    response  nothing
    see       headers/Total.yaml:1:1  /components/headers/Total

  ✗ undocumented header at /headers/x-totl
    contract  no header "x-totl"
    response  "3"
    meant     "x-total", perhaps
    see       paths/pets.yaml:6:5  /paths/~1pets/get/responses/200

  ✗ missing property at /body/1/name
    contract  the property "name": string
    response  nothing
    see       schemas/Pet.yaml:3:1  /components/schemas/Pet/required

  ✗ unlisted property at /body/1/nme
    contract  no property "nme": no schema names it
    response  "Tom"
    meant     "name", perhaps
    see       schemas/Pet.yaml:4:1  /components/schemas/Pet/properties`);
});

test("only terminals get colours", async () => {
  const differences = await differencesOf([]);
  const escapeCharacter = String.fromCharCode(27);
  expect(renderDifferences(differences)).not.toContain(escapeCharacter);
  expect(renderDifferences(differences, { color: true })).toContain(`${escapeCharacter}[31m✗`);
});

test("without differences the text is empty", () => {
  expect(renderDifferences([])).toBe("");
});

test("redacted differences show the kind and the size of a value, never the value", async () => {
  const differences = await differencesOf([{ name: "", secret: "hunter2hunter2" }]);
  const text = renderDifferences(differences, { redact: true });
  expect(text).not.toContain("hunter2");
  expect(text).toContain("text of 14 characters");
});

test.for([
  [undefined, "nothing", "nothing"],
  ["abc", '"abc"', "text of 3 characters"],
  [[1, 2], "[1,2]", "a list of 2 items"],
  [{ a: 1 }, '{"a":1}', "an object of 1 properties"],
  [null, "null", "null"],
  [12, "12", "a number"],
  ["x".repeat(500), `"${"x".repeat(159)}… (502 characters)`, "text of 500 characters"],
] as const)("the value %o is described", async ([actual, shown, redacted]) => {
  const [difference] = await differencesOf([]);
  if (difference === undefined) throw new Error("there is no difference to look at");
  expect(describeActual({ ...difference, actual })).toBe(shown);
  expect(describeActual({ ...difference, actual }, { redact: true })).toBe(redacted);
});

test("differences of one cause have one fingerprint, for all values and list positions", async () => {
  const fingerprints = async (pets: unknown) => {
    const differences = await differencesOf(pets);
    return differences.filter(({ kind }) => kind === "wrong-type").map(differenceFingerprint);
  };
  const [first, ...others] = await fingerprints([{ name: 1 }, { name: 2 }, { name: "ok" }, { name: {} }]);
  expect(others).toEqual([first, first]);
  expect(await fingerprints([{ name: "Rex", parent: { name: 1 } }])).not.toContain(first);
});

test("differences are plain data that JSON carries", async () => {
  const differences = await differencesOf([{ name: 1 }]);
  expect(JSON.parse(JSON.stringify(differences))).toMatchObject([
    { kind: "missing-header" },
    { kind: "undocumented-header" },
    {
      kind: "wrong-type",
      operationId: "listPets",
      status: 200,
      keyword: "type",
      responsePointer: "/body/0/name",
      documentPointer: "/components/schemas/Pet/properties/name/type",
      location: { file: "schemas/Pet.yaml", line: 6, column: 5 },
      expected: "string",
      actual: 1,
    },
  ]);
});

test.for([
  ["availble", '"available"'],
  ["Sold", '"sold"'],
  ["reserved", undefined],
] as const)("the value %s beside a list of values suggests %s", async ([status, meant]) => {
  const operation = await onlyOperation(
    documentOf(okWith({ type: "object", properties: { status: { enum: ["available", "sold", 7] } } })),
  );
  const headers = { "content-type": "application/json" };
  const text = renderDifferences(
    diffResponse(operation, { status: 200, headers, body: JSON.stringify({ status }) }),
  );
  const line = text.split("\n").find((one) => one.includes("meant"));
  expect(line).toBe(meant === undefined ? undefined : `    meant     ${meant}, perhaps`);
});
