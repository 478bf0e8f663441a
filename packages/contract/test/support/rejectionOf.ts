import { writeFiles } from "../../../../scripts/fixtures/writeFiles.ts";
import { ContractError, loadContract } from "../../src/index.ts";

/** Why a document of several files is rejected. */
export async function rejectionOf(files: Readonly<Record<string, string>>): Promise<ContractError> {
  await using written = await writeFiles(files);
  try {
    await loadContract(written.path("api.yaml"));
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  }
  throw new Error("the document was not rejected");
}
