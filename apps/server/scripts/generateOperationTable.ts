import type { Contract } from "@gatehouse/contract";

/** Makes `src/generated/operationTable.ts`: one handler for each operationId of the document. */
export function generateOperationTable(contract: Contract): string {
  const ids = [...contract.operations.keys()].sort();
  return [
    "// Generated from spec/openapi.yaml by `npm run generate`. Do not edit.",
    "",
    'import type { OperationTable } from "@gatehouse/express-contract";',
    'import type { GatehouseBinding } from "../http/GatehouseBinding.ts";',
    ...ids.map((id) => `import { ${id} } from "../operations/${id}.ts";`),
    "",
    "/** The handler of each operation of the document. */",
    `export const operationTable: OperationTable<GatehouseBinding> = {`,
    ...ids.map((id) => `  ${id},`),
    "};",
    "",
  ].join("\n");
}
