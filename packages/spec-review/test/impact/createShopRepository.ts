import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Files } from "../support/createFolder.ts";
import { createRepository } from "../support/createRepository.ts";
import { shop } from "../support/shop.ts";

/** Makes types of a document: what generators do, in a few lines. */
const GENERATE = `
import { readFileSync, writeFileSync } from "node:fs";
const { info, paths, components } = JSON.parse(readFileSync(new URL("../../api/openapi.json", import.meta.url), "utf8"));
const names = { integer: "number", string: "string", boolean: "boolean" };
const typeOf = (schema) => schema.enum ? schema.enum.map((value) => JSON.stringify(value)).join(" | ") : names[schema.type] ?? "unknown";
const member = (required) => ([name, schema]) => "  " + name + (required.includes(name) ? "" : "?") + ": " + typeOf(schema) + ";";
const operations = Object.values(paths).flatMap((item) => ["get", "post", "delete"].flatMap((method) => item[method]?.operationId ?? []));
writeFileSync(new URL("types.ts", import.meta.url), [
  ...Object.entries(components.schemas).map(([name, { properties = {}, required = [] }]) =>
    ["export interface " + name + " {", ...Object.entries(properties).map(member(required)), "}"].join("\\n")),
  "export type OperationId = " + operations.map((id) => JSON.stringify(id)).join(" | ") + ";",
  "export type Version = " + JSON.stringify(info.version) + ";",
  "",
].join("\\n"));
`;

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    module: "preserve",
    target: "es2022",
    lib: ["es2022"],
    types: [],
    noEmit: true,
  },
};

/** A repository in which a server and a client share types that a third package makes, and does not commit. */
const FILES: Files = {
  ".gitignore": "node_modules\ntypes.ts\n",
  "package.json": { name: "shop", private: true, workspaces: ["packages/*"] },
  "api/openapi.json": shop(),
  "packages/types/package.json": {
    name: "@shop/types",
    exports: "./types.ts",
    scripts: { generate: "node generate.mjs" },
  },
  "packages/types/generate.mjs": GENERATE,
  "packages/server/package.json": { name: "@shop/server", dependencies: { "@shop/types": "1.0.0" } },
  "packages/server/tsconfig.json": TSCONFIG,
  "packages/server/operations/getPet.ts": [
    'import type { Pet } from "@shop/types";',
    'export const getPet = (): Pet => ({ id: 1, name: "Rex", status: "sold" });',
    "",
  ].join("\n"),
  "packages/client/package.json": { name: "@shop/client", dependencies: { "@shop/types": "1.0.0" } },
  "packages/client/tsconfig.json": TSCONFIG,
  "packages/client/src/callShop.ts": [
    'import type { NewPet, OperationId } from "@shop/types";',
    "declare function call(id: OperationId, body?: NewPet): void;",
    'export const add = () => call("addPet", { name: "Rex" });',
    'export const remove = () => call("deletePet");',
    "",
  ].join("\n"),
  "packages/client/test/showPet.test.ts": [
    'import type { Pet } from "@shop/types";',
    "export const nameOf = (pet: Pet) => pet.name;",
    "",
  ].join("\n"),
  "packages/other/package.json": { name: "@shop/other" },
  "packages/other/tsconfig.json": TSCONFIG,
  "packages/other/index.ts": "export const name = 1;\n",
  "docs/pets.md": "# Pets\n\n`DELETE /pets/{id}` takes a pet away; `getPet` shows its `name`.\n",
  "mocks/pet.json": { description: "what getPet answers", id: 1, name: "Rex" },
};

const TYPESCRIPT = dirname(fileURLToPath(import.meta.resolve("typescript/package.json")));

/** Makes the repository, its packages linked as an installation links them. */
export function createShopRepository(files: Files = {}) {
  const repository = createRepository({ ...FILES, ...files });
  const modules = join(repository.path, "node_modules");
  mkdirSync(join(modules, "@shop"), { recursive: true });
  symlinkSync(join("..", "..", "packages", "types"), join(modules, "@shop", "types"));
  symlinkSync(TYPESCRIPT, join(modules, "typescript"));
  return repository;
}
