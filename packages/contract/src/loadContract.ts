import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Contract, JsonObject, JsonValue } from "./Contract.ts";
import { ContractError } from "./ContractError.ts";
import type { ContractProblem } from "./ContractProblem.ts";
import { createContract } from "./createContract.ts";
import { bundleDocument } from "./load/bundleDocument.ts";
import { checkVersion } from "./load/checkVersion.ts";
import { describeFailure, loadSources } from "./load/loadSources.ts";
import { parseSource } from "./load/parseSource.ts";
import { readSource } from "./load/readSource.ts";
import type { SourceFile } from "./load/SourceFile.ts";

/**
 * Reads, bundles and checks an OpenAPI 3.0 or 3.1 document.
 *
 * @param source Path of a file, address (`file:`, `http:`, `https:`), or the document itself as a value.
 * @throws {ContractError} when the document cannot be used; its `problems` name every fault with its place.
 */
export async function loadContract(source: string | URL | object): Promise<Contract> {
  const entry =
    typeof source === "string" || source instanceof URL ? await readEntry(source) : wrapValue(source);
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

async function readEntry(source: string | URL): Promise<SourceFile> {
  const address = addressOf(source);
  const name = address.startsWith("file:") ? (address.split("/").at(-1) ?? address) : address;
  let text: string;
  try {
    text = await readSource(address);
  } catch (error) {
    throw new ContractError(String(source), [unreadable(String(source), describeFailure(error))], {
      cause: error,
    });
  }
  const parsed = parseSource({ address, name: decodeURIComponent(name), text });
  if (parsed.file === undefined) throw new ContractError(String(source), parsed.problems);
  return parsed.file;
}

function addressOf(source: string | URL): string {
  if (source instanceof URL) return source.href;
  return /^(https?|file):\/\//i.test(source) ? new URL(source).href : pathToFileURL(resolve(source)).href;
}

function wrapValue(value: object): SourceFile {
  const name = "(document)";
  const document = structuredClone(value) as JsonObject as JsonValue;
  return {
    address: "value:document",
    name,
    value: document,
    locate: () => ({ file: name, line: 1, column: 1 }),
  };
}

function unreadable(source: string, reason: string): ContractProblem {
  return {
    rule: "unreadable-source",
    location: { file: source, line: 1, column: 1 },
    pointer: "",
    message: `The document cannot be read: ${reason}.`,
    advice: "Check the path or address.",
  };
}

function refuse(source: string, problems: readonly ContractProblem[]): void {
  if (problems.length > 0) throw new ContractError(source, problems);
}

/** A shared component is looked at from each place of use; its faults are told once. */
function unique(problems: readonly ContractProblem[]): readonly ContractProblem[] {
  const byText = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...byText.values()];
}
