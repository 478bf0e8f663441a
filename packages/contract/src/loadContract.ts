import type { Contract } from "./Contract.ts";
import { ContractError } from "./ContractError.ts";
import type { ContractProblem } from "./ContractProblem.ts";
import { createContract, type LoadOptions } from "./createContract.ts";
import { bundleDocument } from "./load/bundleDocument.ts";
import { checkVersion } from "./load/checkVersion.ts";
import { loadSources } from "./load/loadSources.ts";
import { readEntry } from "./load/readEntry.ts";

/** A document as an operation table, with what is wrong in it. */
export interface ReadContract {
  readonly contract: Contract;
  /** The table leaves out what cannot be read. */
  readonly problems: readonly ContractProblem[];
}

/**
 * Reads, bundles and checks an OpenAPI 3.0, 3.1 or 3.2 document.
 *
 * @param source Path of a file, address (`file:`, `http:`, `https:`), or the document itself as a value.
 * @throws {ContractError} when the document cannot be used; its `problems` name every fault with its place.
 */
export async function loadContract(
  source: string | URL | object,
  options: LoadOptions = {},
): Promise<Contract> {
  const entry = await readEntry(source);
  const { contract, problems } = await read(entry, options);
  refuse(entry.name, problems);
  return contract;
}

/**
 * Reads a document as `loadContract` does, and reports its problems in place of rejecting it: for tools that show what
 * there is.
 *
 * @throws {ContractError} when a file cannot be read, its text is broken, or its version is not supported.
 */
export async function readContract(source: string | URL | object): Promise<ReadContract> {
  return read(await readEntry(source), { isLenient: true });
}

async function read(
  entry: Awaited<ReturnType<typeof readEntry>>,
  { isLenient = false, ...options }: LoadOptions & { readonly isLenient?: boolean } = {},
): Promise<ReadContract> {
  refuse(entry.name, checkVersion(entry));
  const sources = await loadSources(entry);
  if (isLenient) refuse(entry.name, sources.problems);
  const bundle = bundleDocument(sources);
  const structural = unique([...sources.problems, ...bundle.problems]);
  // The table is built even from a faulty document, so that the caller learns all faults at once.
  const files = [...sources.files.values()].map(({ name }) => name);
  const { contract, problems } = createContract(bundle, files, options);
  return { contract, problems: unique([...structural, ...problems]) };
}

function refuse(source: string, problems: readonly ContractProblem[]): void {
  if (problems.length > 0) throw new ContractError(source, problems);
}

/** A shared component is looked at from each place of use; its faults are told once. */
function unique(problems: readonly ContractProblem[]): readonly ContractProblem[] {
  const byText = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...byText.values()];
}
