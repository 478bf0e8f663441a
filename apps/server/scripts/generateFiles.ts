import { loadContract } from "@gatehouse/contract";
import { generateOperationTable } from "./generateOperationTable.ts";
import { generateSettingsPage } from "./generateSettingsPage.ts";

const root = new URL("../../../", import.meta.url);

/** Makes every generated file of the server, by its place. */
export async function generateFiles(
  source: string | URL = new URL("spec/openapi.yaml", root),
): Promise<ReadonlyMap<URL, string>> {
  const contract = await loadContract(source);
  return new Map([
    [new URL("apps/server/src/generated/operationTable.ts", root), generateOperationTable(contract)],
    [new URL("docs/settings.md", root), generateSettingsPage()],
  ]);
}
