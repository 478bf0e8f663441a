import { documentForTypes, loadContract, securityTypes } from "@gatehouse/contract";
import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from "openapi-typescript";

const documents = [
  { folder: "../test/fixtures/", name: "petStore" },
  { folder: "../examples/", name: "pets" },
];

/** Makes the types of the documents of tests and examples; keys are the addresses of the files. */
export async function generateTypes(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const { folder, name } of documents) {
    const home = new URL(folder, import.meta.url);
    const banner = `// Generated from ${name}.yaml by \`npm run generate:fixtures\`. Do not edit.\n\n`;
    const contract = await loadContract(new URL(`${name}.yaml`, home));
    const nodes = await openapiTS(documentForTypes(contract) as unknown as OpenAPI3);
    const types = astToString(nodes).replace(COMMENT_HEADER, "");
    files.set(new URL(`generated/${name}.ts`, home).href, banner + types);
    files.set(new URL(`generated/${name}Security.ts`, home).href, banner + securityTypes(contract));
  }
  return files;
}
