import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compileFiles } from "./fixtures/compileFiles.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

const PRELUDE = `
import { createContractRouter, createOperationDefiner, type ContractRouterOptions, type OperationTable, type SecurityHandlers } from "${HERE}../src/index.ts";
import type { PetBinding } from "${HERE}fixtures/PetBinding.ts";
export type { ContractRouterOptions, OperationTable, PetBinding, SecurityHandlers };
export { createContractRouter };
const operation = createOperationDefiner<PetBinding>();
export declare const table: OperationTable<PetBinding>;
const pet = { id: 1, name: "Rex" };
`;

/** One fault each; the message of the compiler holds every text of `says`. */
const faults = [
  {
    name: "no fault",
    code: `export const h = operation("showPet", async (r) => ({ status: 200, body: { id: r.parameters.path.petId, name: "Rex" } }));`,
    says: [],
  },
  {
    name: "a missing operation",
    code: `const { showPet, ...rest } = table; export const t: OperationTable<PetBinding> = rest; export { showPet };`,
    says: ["'showPet' is missing", "OperationTable<PetBinding>"],
  },
  {
    name: "an excess operation",
    code: `export const t: OperationTable<PetBinding> = { ...table, sellPet: table.showPet };`,
    says: ["'sellPet' does not exist", "OperationTable<PetBinding>"],
  },
  {
    name: "an operation under the name of another",
    code: `export const t: OperationTable<PetBinding> = { ...table, notePet: table.removePet };`,
    says: [`OperationHandler<PetBinding, "notePet">`],
  },
  {
    name: "a handler of an operation that does not exist",
    code: `export const h = operation("sellPet", async () => ({ status: 200 }));`,
    says: [`"sellPet"`],
  },
  {
    name: "an undocumented status",
    code: `export const h = operation("removePet", async () => ({ status: 299 }));`,
    says: [`UndocumentedStatus<"removePet", 299, "default" | 204>`],
  },
  {
    name: "an undocumented header",
    code: `export const h = operation("addPet", async () => ({ status: 201, headers: { location: "/", "x-colour": "red" }, body: pet }));`,
    says: [`UndocumentedHeader<"addPet", 201, "x-colour">`],
  },
  {
    name: "an undocumented header in a block body",
    code: `export const h = operation("addPet", async () => { return { status: 201, headers: { location: "/", "x-colour": "red" }, body: pet }; });`,
    says: [`"x-colour"`, `"addPet"`],
  },
  {
    name: "a header that the router provides",
    code: `export const h = operation("removePet", async () => ({ status: 204, headers: { "x-request-id": "mine" } }));`,
    says: [`UndocumentedHeader<"removePet", 204, "x-request-id">`],
  },
  {
    name: "a header of the wrong type",
    code: `export const h = operation("listPets", async () => ({ status: 200, headers: { "x-total": "1" }, contentType: "text/csv", body: "" }));`,
    says: [`"listPets"`, `x-total`, "Type 'string' is not assignable to type 'number'"],
  },
  {
    name: "a missing header",
    code: `export const h = operation("addPet", async () => ({ status: 201, headers: {}, body: pet }));`,
    says: [`MissingHeader<"addPet", 201, "location">`],
  },
  {
    name: "all headers missing",
    code: `export const h = operation("addPet", async () => ({ status: 201, body: pet }));`,
    says: [`MissingHeader<"addPet", 201, "location">`],
  },
  {
    name: "a header in another case",
    code: `export const h = operation("addPet", async () => ({ status: 201, headers: { LOCATION: "/" }, body: pet }));`,
    says: [],
  },
  {
    name: "a header in another case and of the wrong type",
    code: `export const h = operation("listPets", async () => ({ status: 200, headers: { "X-TOTAL": "1" }, contentType: "text/csv", body: "" }));`,
    says: [`WrongHeader<"listPets", 200, "x-total", number>`],
  },
  {
    name: "a header that the router provides, in another case",
    code: `export const h = operation("removePet", async () => ({ status: 204, headers: { "X-Request-ID": "mine" } }));`,
    says: [`UndocumentedHeader<"removePet", 204, "x-request-id">`],
  },
  {
    name: "a media type in errorResponse that no error of the document has",
    code: `declare const o: ContractRouterOptions<PetBinding>; export const r = createContractRouter<PetBinding>({ ...o, errorResponse: () => ({ status: 400, contentType: "application/problem+json", body: {} }) });`,
    says: [`"application/problem+json"`, `"application/json"`],
  },
  {
    name: "a wrong media type",
    code: `export const h = operation("listPets", async () => ({ status: 200, headers: { "x-total": 1 }, contentType: "text/xml", body: "" }));`,
    says: [`"listPets"`, `"text/xml"`],
  },
  {
    name: "a body of another media type",
    code: `export const h = operation("listPets", async () => ({ status: 200, headers: { "x-total": 1 }, contentType: "text/csv", body: [pet] }));`,
    says: [`"listPets"`, "is not assignable to type 'string | BodyStream'"],
  },
  {
    name: "a body of the wrong type",
    code: `export const h = operation("showPet", async () => ({ status: 200, body: { id: "1", name: "Rex" } }));`,
    says: [`"showPet"`, "body.id"],
  },
  {
    name: "a body that lacks a property",
    code: `export const h = operation("showPet", async () => ({ status: 200, body: { id: 1 } }));`,
    says: [`"showPet"`, "'name' is missing"],
  },
  {
    name: "a body with an excess property",
    code: `export const h = operation("listPets", async () => ({ status: 200, headers: { "x-total": 1 }, contentType: "application/json", body: [{ ...pet, secret: "s" }] }));`,
    says: [`UndocumentedProperty<"listPets", 200, "secret">`],
  },
  {
    name: "a body where the document has none",
    code: `export const h = operation("removePet", async () => ({ status: 204, body: pet }));`,
    says: [`"removePet"`, "'body'"],
  },
  {
    name: "a missing body",
    code: `export const h = operation("showPet", async () => ({ status: 200 }));`,
    says: [`"showPet"`, "'body' is missing"],
  },
  {
    name: "a misspelt part of a response",
    code: `export const h = operation("removePet", async () => ({ status: 204, header: {} }));`,
    says: [`UnknownResponseProperty<"removePet", "header">`],
  },
  {
    name: "an unknown path parameter",
    code: `export const h = operation("showPet", async (r) => ({ status: 200, body: { id: r.parameters.path.id, name: "" } }));`,
    says: [`ParametersIn<PetBinding, "showPet", "path">`],
  },
  {
    name: "an unknown query parameter",
    code: `export const h = operation("listPets", async (r) => ({ status: 200, headers: { "x-total": r.parameters.query.page }, contentType: "text/csv", body: "" }));`,
    says: [`ParametersIn<PetBinding, "listPets", "query">`],
  },
  {
    name: "an unknown header parameter",
    code: `export const h = operation("showPet", async (r) => ({ status: 200, body: { id: 1, name: r.parameters.header["X-Other"] } }));`,
    says: [`ParametersIn<PetBinding, "showPet", "header">`],
  },
  {
    name: "an unknown cookie parameter",
    code: `export const h = operation("showPet", async (r) => ({ status: 200, body: { id: r.parameters.cookie.session, name: "" } }));`,
    says: [`ParametersIn<PetBinding, "showPet", "cookie">`],
  },
  {
    name: "a credential of a scheme that the operation does not take",
    code: `export const h = operation("addPet", async (r) => ({ status: 201, headers: { location: r.credentials.owner }, body: pet }));`,
    says: ["'owner' does not exist", "storeKey"],
  },
  {
    name: "a request body taken for another media type",
    code: `export const h = operation("notePet", async (r) => { r.body.name; return { status: 204 }; });`,
    says: ["'name' does not exist", "string"],
  },
  {
    name: "a security scheme without a handler",
    code: `declare const some: Omit<SecurityHandlers<PetBinding>, "owner">; export const s: SecurityHandlers<PetBinding> = some;`,
    says: ["'owner' is missing", "SecurityHandlers<PetBinding>"],
  },
  {
    name: "a handler for a security scheme that does not exist",
    code: `declare const all: SecurityHandlers<PetBinding>; export const s: SecurityHandlers<PetBinding> = { ...all, cookie: all.owner };`,
    says: ["'cookie' does not exist", "SecurityHandlers<PetBinding>"],
  },
  {
    name: "a security handler that returns another credential",
    code: `declare const all: SecurityHandlers<PetBinding>; export const s: SecurityHandlers<PetBinding> = { ...all, owner: ({ credential }) => credential };`,
    says: ["owner", "BasicCredential"],
  },
  {
    name: "a provided header left out",
    code: `declare const o: ContractRouterOptions<PetBinding>; export const r = createContractRouter<PetBinding>({ ...o, provideHeaders: () => ({}) });`,
    says: [`Property '"x-request-id"' is missing`],
  },
];

/** Compiles all faults in one run; returns the messages of each by its index. */
async function compile(): Promise<ReadonlyMap<number, string>> {
  const sources = faults.map(({ code }, index) => [
    `fault${index}.ts`,
    `${PRELUDE}${code}\nexport { operation as o, pet as p };\n`,
  ]);
  return groupByFault(await compileFiles(Object.fromEntries(sources)));
}

function groupByFault(output: string): ReadonlyMap<number, string> {
  const messages = new Map<number, string>();
  let current = -1;
  for (const line of output.split("\n")) {
    const [, index] = /fault(\d+)\.ts\(/.exec(line) ?? [];
    if (index !== undefined) current = Number(index);
    messages.set(current, `${messages.get(current) ?? ""}${line}\n`);
  }
  return messages;
}

test("each wrong operation is a compile error that names the mistake", { timeout: 120_000 }, async () => {
  const messages = await compile();
  for (const [index, { name, says }] of faults.entries()) {
    const message = messages.get(index) ?? "";
    expect(messages.has(index), `${name} compiles, or does not`).toBe(says.length > 0);
    for (const text of says) expect(message, `${name}: ${message || "compiles"}`).toContain(text);
  }
  expect([...messages.keys()].filter((index) => index < 0)).toEqual([]);
});
