/** Writes the types of the pet-store fixture anew: `npm run generate -w packages/express-contract`. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadContract, securityTypes } from "@gatehouse/contract";
import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from "openapi-typescript";

const BANNER = "// Generated from test/fixtures/petStore.yaml by `npm run generate`. Do not edit.\n\n";
const source = fileURLToPath(new URL("../test/fixtures/petStore.yaml", import.meta.url));
const target = new URL("../test/fixtures/generated/", import.meta.url);

const contract = await loadContract(source);
// openapi-typescript changes the document that it is given.
const nodes = await openapiTS(structuredClone(contract.document) as unknown as OpenAPI3);
writeFileSync(new URL("petStore.ts", target), BANNER + astToString(nodes).replace(COMMENT_HEADER, ""));
writeFileSync(new URL("petStoreSecurity.ts", target), BANNER + securityTypes(contract));
