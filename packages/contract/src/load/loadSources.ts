import { dirname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { ContractProblem } from "../ContractProblem.ts";
import { parseSource } from "./parseSource.ts";
import { type ReadFile, readSource } from "./readSource.ts";
import { SchemaIdentities } from "./SchemaIdentities.ts";
import type { SourceFile } from "./SourceFile.ts";

/** The files of a document, and why some of them are not there. */
export interface Sources {
  readonly entry: SourceFile;
  /** By absolute address. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Why a file could not be had, by absolute address. */
  readonly failures: ReadonlyMap<string, string>;
  /** The addresses and anchors that their schemas have. */
  readonly identities: SchemaIdentities;
  /** Problems in the texts themselves. */
  readonly problems: readonly ContractProblem[];
}

/** Reads every file that the entry file leads to, each once. */
export async function loadSources(entry: SourceFile, readFile?: ReadFile): Promise<Sources> {
  const files = new Map([[entry.address, entry]]);
  const failures = new Map<string, string>();
  const problems: ContractProblem[] = [];
  const identities = new SchemaIdentities();
  let frontier: readonly SourceFile[] = [entry];
  while (frontier.length > 0) {
    for (const file of frontier) identities.add(file);
    const wanted = identities.wanted.filter((address) => !files.has(address) && !failures.has(address));
    const found = await Promise.all(wanted.map((address) => load(address, entry, readFile)));
    frontier = found.flatMap((result) => (result.file === undefined ? [] : [result.file]));
    for (const file of frontier) files.set(file.address, file);
    for (const result of found) {
      if (result.failure !== undefined) failures.set(result.address, result.failure);
      problems.push(...(result.problems ?? []));
    }
  }
  return { entry, files, failures, identities, problems };
}

interface LoadResult {
  readonly address: string;
  readonly file?: SourceFile;
  readonly failure?: string;
  readonly problems?: readonly ContractProblem[];
}

async function load(address: string, entry: SourceFile, readFile?: ReadFile): Promise<LoadResult> {
  if (address.startsWith("file:") && !entry.address.startsWith("file:")) {
    return { address, failure: "only a document that is itself a file may refer to files" };
  }
  try {
    const text = await readSource(address, readFile);
    const parsed = parseSource({ address, name: displayName(address, entry.address), text });
    if (parsed.file !== undefined) return { address, file: parsed.file };
    return { address, failure: "its text is broken", problems: parsed.problems };
  } catch (error) {
    return { address, failure: describeFailure(error) };
  }
}

/** Describes why a file could not be read. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT") return "there is no such file";
  if ("code" in error && error.code === "EISDIR") return "it is a folder";
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function displayName(address: string, entryAddress: string): string {
  if (!address.startsWith("file:") || !entryAddress.startsWith("file:")) return address;
  const path = relative(dirname(fileURLToPath(entryAddress)), fileURLToPath(address));
  return path.split(sep).join("/");
}
