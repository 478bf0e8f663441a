import type { Contract } from "./Contract.ts";
import { ContractError } from "./ContractError.ts";
import type { ContractProblem } from "./ContractProblem.ts";
import { createContract } from "./createContract.ts";
import { bundleDocument } from "./load/bundleDocument.ts";
import { checkVersion } from "./load/checkVersion.ts";
import { loadSources } from "./load/loadSources.ts";
import { readEntry } from "./load/readEntry.ts";

/**
 * Reads, bundles and checks an OpenAPI 3.0, 3.1 or 3.2 document.
 *
 * @param source Path of a file, address (`file:`, `http:`, `https:`), or the document itself as a value.
 * @throws {ContractError} when the document cannot be used; its `problems` name every fault with its place.
 */
export async function loadContract(source: string | URL | object): Promise<Contract> {
  const entry = await readEntry(source);
  refuse(entry.name, checkVersion(entry));
  const sources = await loadSources(entry);
  const bundle = bundleDocument(sources);
  const structural = unique([...sources.problems, ...bundle.problems]);
  // The table is built even from a faulty document, so that the caller learns all faults at once.
  const { contract, problems } = createContract(
    bundle,
    [...sources.files.values()].map(({ name }) => name),
  );
  refuse(entry.name, unique([...structural, ...problems]));
  return contract;
}

function refuse(source: string, problems: readonly ContractProblem[]): void {
  if (problems.length > 0) throw new ContractError(source, problems);
}

/** A shared component is looked at from each place of use; its faults are told once. */
function unique(problems: readonly ContractProblem[]): readonly ContractProblem[] {
  const byText = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...byText.values()];
}
