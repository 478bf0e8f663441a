import type { JsonObject, ResolvedValue, SourceLocation } from "./Contract.ts";
import { ContractError } from "./ContractError.ts";
import type { ContractProblem } from "./ContractProblem.ts";
import { bundleDocument } from "./load/bundleDocument.ts";
import { checkVersion } from "./load/checkVersion.ts";
import { createResolver } from "./load/createResolver.ts";
import { loadSources } from "./load/loadSources.ts";
import { readEntry } from "./load/readEntry.ts";
import type { ReadFile } from "./load/readSource.ts";

/** A document in one piece, as it is: its problems are reported and reject nothing. */
export interface LoadedDocument {
  /** The value of `openapi`, for example `3.1.1`. */
  readonly openapi: string;
  /** The whole document in one piece: every reference points inside it. */
  readonly document: JsonObject;
  /** The files it was read from, the entry file first. */
  readonly files: readonly string[];
  /** What is wrong with its structure. */
  readonly problems: readonly ContractProblem[];
  /** The location in the source files of a pointer into `document`. */
  locate(pointer: string): SourceLocation;
  /** The value at a pointer into `document`; references on the way and at the end are followed. */
  resolve(pointer: string): ResolvedValue;
  /** By name the pointers of all schemas with a `$dynamicAnchor` in the schema resource of a schema of `document`. */
  dynamicAnchorsOf(schema: JsonObject): ReadonlyMap<string, string>;
}

/**
 * Reads and bundles an OpenAPI 3.0, 3.1 or 3.2 document with any problems, for tools that must be
 * able to look at any document, such as one of the past.
 *
 * @param readFile reads files in place of the disk
 * @throws {ContractError} when a file cannot be read, its text is broken, or its version is not supported.
 */
export async function loadDocument(
  source: string | URL | object,
  readFile?: ReadFile,
): Promise<LoadedDocument> {
  const entry = await readEntry(source, readFile);
  const fatal = checkVersion(entry);
  if (fatal.length > 0) throw new ContractError(entry.name, fatal);
  const sources = await loadSources(entry, readFile);
  if (sources.problems.length > 0) throw new ContractError(entry.name, sources.problems);
  const { document, problems, locate, dynamicAnchorsOf } = bundleDocument(sources);
  const files = [...sources.files.values()].map(({ name }) => name);
  const resolve = createResolver(document);
  return { openapi: String(document.openapi), document, files, problems, locate, resolve, dynamicAnchorsOf };
}
