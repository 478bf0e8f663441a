import { fileURLToPath } from "node:url";
import { documentForTypes, loadContract, securityTypes } from "@gatehouse/contract";
import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from "openapi-typescript";

const DOCUMENT = fileURLToPath(new URL("../../../spec/openapi.yaml", import.meta.url));
const BANNER = "// Generated from spec/openapi.yaml by `npm run generate`. Do not edit.\n\n";

/** Makes the generated files of this package; keys are file names in `src/generated/`. */
export async function generateTypes(source = DOCUMENT): Promise<ReadonlyMap<string, string>> {
  const contract = await loadContract(source);
  const document = documentForTypes(contract) as unknown as OpenAPI3;
  const nodes = await openapiTS(document, { defaultNonNullable: false });
  return new Map([
    ["openapi.ts", BANNER + astToString(nodes).replace(COMMENT_HEADER, "")],
    ["security.ts", BANNER + securityTypes(contract)],
  ]);
}
