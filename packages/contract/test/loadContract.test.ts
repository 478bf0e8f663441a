import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { writeFiles } from "../../../scripts/fixtures/writeFiles.ts";
import { loadContract } from "../src/index.ts";
import { petStoreFiles } from "./support/petStoreFiles.ts";

async function loadPetStore(changes: Record<string, string> = {}) {
  await using files = await writeFiles({ ...petStoreFiles(), ...changes });
  return await loadContract(files.path("openapi.yaml"));
}

function everyReference(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === "$ref" && typeof child === "string" ? [child] : everyReference(child),
  );
}

test("every reference of a bundled document has a target inside of it", async () => {
  const contract = await loadPetStore();
  const references = everyReference(contract.document);
  expect(references).toHaveLength(17);
  for (const reference of references) {
    expect(reference).toMatch(/^#\//);
    expect(contract.resolve(reference.slice(1)).value, reference).toBeDefined();
  }
});

test("files become components of the section they are used in, named after the file", async () => {
  const { document } = await loadPetStore();
  const components = document.components as Record<string, object>;
  const names = Object.fromEntries(
    Object.entries(components).map(([section, members]) => [section, Object.keys(members)]),
  );
  expect(names).toEqual({
    schemas: ["Named", "Error", "Pet", "Id", "Error_2"],
    securitySchemes: ["key"],
    parameters: ["Limit"],
    headers: ["Total"],
    examples: ["two"],
    responses: ["NotFound"],
  });
});

test("a component that is only a reference gets the content of the file, and others refer to its name", async () => {
  const contract = await loadPetStore();
  expect(contract.resolve("/components/schemas/Named/properties/pets/type").value).toBe("array");
  expect(contract.resolve("/components/schemas/Pet/properties").value).toMatchObject({
    owner: { $ref: "#/components/schemas/Named" },
    parent: { $ref: "#/components/schemas/Pet" },
    self: { $ref: "#/components/schemas/Pet" },
    problem: { $ref: "#/components/schemas/Error" },
  });
});

test("equal names are distinguished by a number", async () => {
  const contract = await loadPetStore();
  expect(contract.resolve("/components/schemas/Named/properties/error").value).toEqual({ type: "string" });
  expect(contract.resolve("/components/schemas/Error/type").value).toBe("object");
});

test("references in extensions are bundled too", async () => {
  const { document } = await loadPetStore();
  expect(document["x-fallbacks"]).toEqual({ "404": { $ref: "#/components/responses/NotFound" } });
});

test.for([
  ["/openapi", "openapi.yaml", 1, 1],
  ["/info/title", "openapi.yaml", 3, 3],
  ["/servers/0/url", "openapi.yaml", 6, 5],
  ["/paths/~1pets", "paths/pets.yaml", 1, 1],
  ["/paths/~1pets/get/responses/200", "paths/pets.yaml", 6, 5],
  ["/paths/~1pets/get/responses/200/headers/X-Total", "paths/pets.yaml", 9, 9],
  ["/paths/~1pets/get/parameters/0", "paths/pets.yaml", 4, 7],
  ["/paths/~1pets~1{petId}/get/operationId", "paths/pet.yaml", 8, 3],
  ["/components/headers/Total/schema/type", "headers/Total.yaml", 3, 3],
  ["/components/schemas/Pet", "schemas/Pet.yaml", 2, 1],
  ["/components/schemas/Pet/properties/name/minLength", "schemas/Pet.yaml", 7, 5],
  ["/components/schemas/Pet/required/0", "schemas/Pet.yaml", 3, 12],
  ["/components/schemas/Named/properties/pets/items", "schemas/Owner.yaml", 5, 5],
  ["/components/schemas/Id/pattern", "schemas/common.yaml", 3, 3],
  ["/components/schemas/Error/properties/message/type", "openapi.yaml", 25, 11],
  ["/components/securitySchemes/key/name", "security/Key.yaml", 3, 1],
  ["/components/examples/two/value/1/name", "examples/two.yaml", 3, 5],
] as const)("%s is located in %s, line %i, column %i", async ([pointer, file, line, column]) => {
  const contract = await loadPetStore();
  expect(contract.locate(pointer)).toEqual({ file, line, column });
});

test("a pointer without a value has the location of the nearest enclosing value", async () => {
  const contract = await loadPetStore();
  expect(contract.locate("/components/schemas/Pet/properties/colour")).toEqual({
    file: "schemas/Pet.yaml",
    line: 4,
    column: 1,
  });
});

test("the operation table has parameters, bodies, responses and security with their locations", async () => {
  const contract = await loadPetStore();
  expect([...contract.operations.keys()]).toEqual(["listPets", "createPet", "getPet"]);
  const listPets = contract.operations.get("listPets");
  expect(listPets).toMatchObject({
    method: "get",
    path: "/pets",
    security: [],
    pointer: "/paths/~1pets/get",
  });
  expect(listPets?.contract).toBe(contract);
  expect(listPets?.parameters[0]).toMatchObject({
    name: "limit",
    in: "query",
    style: "form",
    explode: true,
    location: { file: "parameters/Limit.yaml", line: 1, column: 1 },
  });
  const ok = listPets?.responses.get("200");
  expect(ok?.headers.get("x-total")).toMatchObject({ required: true, pointer: "/components/headers/Total" });
  expect(ok?.content.get("application/json")?.examples.get("two")).toMatchObject({
    value: [{ name: "Rex" }, { name: "Tom" }],
    pointer: "/components/examples/two",
  });
  expect(listPets?.responses.get("default")?.pointer).toBe("/components/responses/NotFound");
});

test("security names its schemes, and the schemes their locations", async () => {
  const contract = await loadPetStore();
  expect(contract.operations.get("createPet")?.security).toEqual([[{ scheme: "key", scopes: [] }]]);
  expect(contract.securitySchemes.get("key")).toMatchObject({
    type: "apiKey",
    in: "header",
    parameterName: "X-Key",
  });
});

test("a request body names its media types", async () => {
  const contract = await loadPetStore();
  const body = contract.operations.get("createPet")?.requestBody;
  expect(body?.required).toBe(true);
  expect(body?.content.get("application/json")?.schema).toEqual({ $ref: "#/components/schemas/Pet" });
});

test("JSON, also with tabs, is read with its locations", async () => {
  const text =
    '{\n\t"openapi": "3.1.0",\n\t"info": {"title": "t", "version": "1"},\n\t"paths": {\n\t\t"/a": {}\n\t}\n}\n';
  await using files = await writeFiles({ "api.json": text });
  const contract = await loadContract(files.path("api.json"));
  expect(contract.locate("/info/version")).toEqual({ file: "api.json", line: 3, column: 25 });
  expect(contract.locate("/paths/~1a")).toEqual({ file: "api.json", line: 5, column: 3 });
});

test("anchors and merge keys of YAML are followed to their locations", async () => {
  const text = `openapi: 3.1.0
info: { title: t, version: "1" }
paths: {}
components:
  schemas:
    Base: &base
      type: object
      description: b
    Other:
      <<: *base
      title: o
    Same: *base
`;
  await using files = await writeFiles({ "api.yaml": text });
  const contract = await loadContract(files.path("api.yaml"));
  expect(contract.resolve("/components/schemas/Other/type").value).toBe("object");
  expect(contract.locate("/components/schemas/Other/type").line).toBe(7);
  expect(contract.locate("/components/schemas/Same/description").line).toBe(8);
});

test("a document is loaded from a file address", async () => {
  await using files = await writeFiles(petStoreFiles());
  const contract = await loadContract(pathToFileURL(files.path("openapi.yaml")));
  expect(contract.operations.size).toBe(3);
  expect(contract.files[0]).toBe("openapi.yaml");
  expect(contract.files).toHaveLength(12);
});

test("a document is loaded from a value, which is not changed", async () => {
  const value = { openapi: "3.0.4", info: { title: "t", version: "1" }, paths: {} };
  const contract = await loadContract(Object.freeze(value));
  expect(contract.openapi).toBe("3.0.4");
  expect(contract.locate("/info")).toEqual({ file: "(document)", line: 1, column: 1 });
});

test("a document is loaded over HTTP with the files it refers to", async () => {
  const texts: Record<string, string> = petStoreFiles();
  const server = createServer((request, response) => {
    const text = texts[(request.url ?? "").slice(1)];
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  try {
    const contract = await loadContract(`http://127.0.0.1:${port}/openapi.yaml`);
    expect(contract.operations.size).toBe(3);
    expect(contract.locate("/components/schemas/Pet").file).toBe(`http://127.0.0.1:${port}/schemas/Pet.yaml`);
  } finally {
    server.close();
  }
});

test("discriminator mappings to other files refer to the bundled components", async () => {
  const contract = await loadPetStore({
    "schemas/Owner.yaml": `type: object
oneOf:
  - $ref: Pet.yaml
  - $ref: more/Error.yaml
discriminator:
  propertyName: kind
  mapping:
    pet: Pet.yaml
    error: ./more/Error.yaml
    named: Named
`,
  });
  expect(contract.resolve("/components/schemas/Named/discriminator/mapping").value).toEqual({
    pet: "#/components/schemas/Pet",
    error: "#/components/schemas/Error_2",
    named: "Named",
  });
});

test("schemas named by $id and $anchor are found", async () => {
  const contract = await loadPetStore({
    "schemas/Owner.yaml": `$defs:
  Cat:
    $anchor: cat
    type: string
  Dog:
    $id: https://pets.example/dog
    type: number
properties:
  cat:
    $ref: "#cat"
  dog:
    $ref: https://pets.example/dog
`,
  });
  expect(contract.resolve("/components/schemas/Named/properties/cat").value).toEqual({ type: "string" });
  expect(contract.resolve("/components/schemas/Named/properties/dog").value).toEqual({ type: "number" });
});

test("a reference through a reference is followed", async () => {
  const contract = await loadPetStore({
    "schemas/more/Error.yaml": `$ref: "../../openapi.yaml#/paths/~1pets/get/responses/200/content/application~1json/schema/items/properties/name"
`,
  });
  expect(contract.resolve("/components/schemas/Named/properties/error").value).toEqual({
    type: "string",
    minLength: 1,
  });
});
